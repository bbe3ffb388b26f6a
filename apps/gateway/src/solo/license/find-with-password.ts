import type { SoloCall } from '../solo-call.ts';
import { findLicense, type FoundLicense, type LicenseName } from './find-license.ts';

/**
 * The license that a registration method names with a right password. Whatever else is wrong is answered alike, by 100: unknown license,
 * wrong or missing password, another product, LicenseID and SerialNumber of two licenses. [SL-09, SL-VAL-01 … SL-VAL-05, SL-REG-06 … SL-REG-09]
 */
export async function findWithPassword(name: LicenseName, call: SoloCall): Promise<FoundLicense | undefined> {
  if (!name.Password) return undefined;
  const found = await findLicense(name, call);
  return typeof found === 'number' || found.password !== 'right' ? undefined : found;
}
