/** Date of the served contract; additions do not change it. [API-VER-01, API-VER-02] */
export const apiVersion = '2026-11-21';
