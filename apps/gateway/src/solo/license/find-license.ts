import { GetLicense, type ReplyOf } from '@licet/contracts';
import { infoCheckCodes, licenseCodeOf } from '../codes/license-codes.ts';
import type { SoloCall } from '../solo-call.ts';

export type FoundLicense = Extract<ReplyOf<typeof GetLicense>, { ok: true }>['value'];

/** How a client method names a license. Each undefined when omitted and null when malformed. */
export interface LicenseName {
  LicenseID: number | null | undefined;
  Password: string | null | undefined;
  SerialNumber: string | null | undefined;
  ProductID: number | null | undefined;
}

const unknown = 100;
const otherProduct = 200;
/** The highest ProductID, which no product has. */
const noProduct = 2147483647;

/**
 * The license that a client method names, or the ResultCode why there is none. A wrong password wins over a wrong product, and looks
 * like an unknown license. [SL-INFO-01 … SL-INFO-10, SL-INFO-39 … SL-INFO-46]
 */
export async function findLicense(name: LicenseName, call: SoloCall): Promise<FoundLicense | number> {
  const { LicenseID, Password, SerialNumber, ProductID } = name;
  if (LicenseID === null || Password === null || SerialNumber === null) return unknown;
  if (SerialNumber !== undefined && ProductID === undefined) return unknown;
  if (LicenseID === undefined && SerialNumber === undefined) return unknown;

  const password = Password === undefined ? {} : { password: Password };
  // A ProductID that is no number is of no product; a password that comes along must fit all the same. [SL-INFO-43, SL-INFO-44]
  const productId = ProductID === null && Password !== undefined ? noProduct : ProductID;
  const serial = typeof productId === 'number' && SerialNumber ? { serialNumber: SerialNumber, productId } : null;
  const reference = LicenseID === undefined ? serial : { licenseId: LicenseID };
  if (!reference) return otherProduct; // a serial number under a ProductID that is no number [SL-INFO-43]

  const found = await call.ask(GetLicense, { authorId: null, reference, ...password });
  if (!found.ok) return licenseCodeOf('InfoCheck', infoCheckCodes, found.refusal);
  if (found.value.password === 'wrong') return unknown;
  if (ProductID !== undefined && ProductID !== found.value.license.productId) return otherProduct;
  if (LicenseID !== undefined && serial && !(await isSame(found.value, serial, call))) return unknown;
  return found.value;
}

/** Both names must lead to the same license. [SL-INFO-09] */
async function isSame(
  { license }: FoundLicense,
  serial: { serialNumber: string; productId: number },
  call: SoloCall,
): Promise<boolean> {
  const other = await call.ask(GetLicense, { authorId: null, reference: serial });
  return other.ok && other.value.license.licenseId === license.licenseId;
}
