export const installationStatuses = ['active', 'deactivated', 'banned'] as const;
export type InstallationStatus = (typeof installationStatuses)[number];

/** Who gives an installation back: its program, staff, or the customer who owns the license. [IN-08] */
export const installationEnders = ['software', 'staff', 'customer'] as const;
export type InstallationEnder = (typeof installationEnders)[number];

/** Why an installation is not active. */
export const endReasons = [...installationEnders, 'banned'] as const;
export type EndReason = (typeof endReasons)[number];
