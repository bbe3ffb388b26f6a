/** What stands in one column of one row; null for nothing. */
export type Cell = string | number | boolean | null;

/** What a page looks at, whatever its filters leave of it. */
export const pageSize = 500;
