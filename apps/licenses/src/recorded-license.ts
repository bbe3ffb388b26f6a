import type { License, LicenseState } from './domain/license.ts';

/** The license that an accepted command has left. Throws where there is none, which no accepted command leaves. */
export function recordedLicense(license: LicenseState): License {
  if (license.kind === 'none') throw new Error('A license that was changed is not there.');
  return license;
}
