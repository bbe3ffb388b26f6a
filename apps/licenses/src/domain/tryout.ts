import type { LicenseState } from './license.ts';

/** Whether it goes when its product is done being tried out: test licenses stay, and so does what is deleted already. [DNA-MODE-06] */
export const isTryout = (license: LicenseState): boolean =>
  license.kind === 'license' &&
  !license.isTest &&
  license.status.status !== 'deleted' &&
  license.status.status !== 'purging';
