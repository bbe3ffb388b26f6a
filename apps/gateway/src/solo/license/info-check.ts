import { GetLedger } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { id, text, token } from '../document/fields.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { customerOf } from './customer-of.ts';
import { findLicense } from './find-license.ts';
import { infoCheckReply, licenseElements, ownerElements } from './info-check-reply.ts';

const fields = { LicenseID: id, Password: text(255), SerialNumber: token(255), ProductID: id };

/** What is known of a license; licensee and customer only with a right password. Changes nothing. [SL-INFO] */
export const infoCheck = operation('InfoCheck', {
  twin: true,
  reads: licenseRequest('LicenseInfoCheck', fields),
  replies: infoCheckReply,
  handle: check,
});

async function check(
  document: Values<typeof fields>,
  call: SoloCall,
): Promise<Parameters<typeof infoCheckReply.write>[0]> {
  const found = await findLicense(document, call);
  if (typeof found === 'number') return { ResultCode: found };
  const { license, password } = found;
  const ledger = await call.ask(GetLedger, { licenseId: license.licenseId });
  if (!ledger.ok) return { ResultCode: 100 }; // purged in this very moment
  return {
    ResultCode: 0,
    ...licenseElements(license, ledger.value),
    ...(password === 'right' ? ownerElements(license, await customerOf(license, call)) : {}),
  };
}
