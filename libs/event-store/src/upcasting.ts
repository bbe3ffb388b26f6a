import type { Upcaster } from '@licet/contracts';

/** Upcasters by type and by the version that they take: `{ LicenseAdded: { 1: toVersion2 } }`. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>;
