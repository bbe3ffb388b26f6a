import type { LicenseState } from './domain/license.ts';

/** What the caller of a change learns: the version that the license has by it. */
export function versionOf(license: LicenseState): { version: number } {
  if (license.kind === 'none') throw new Error('A license that was changed is not there.');
  return { version: license.version };
}
