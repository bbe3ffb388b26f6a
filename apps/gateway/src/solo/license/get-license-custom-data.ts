import { GetCustomData } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { customDataCodes, licenseCodeOf } from '../codes/license-codes.ts';
import { id, text } from '../document/fields.ts';
import { licenseReply } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { shownCustomData } from './custom-data-content.ts';

const fields = { AuthorID: id, UserID: text(255), UserPassword: text(255), LicenseID: id };

const reply = licenseReply('GetLicenseCustomData', ['LicenseCustomData'], { declared: false });

/** What the author keeps beside a license, for any of his API users. [SL-GCD, PERM-04] */
export const getLicenseCustomData = operation('GetLicenseCustomData', {
  twin: true,
  admin: true,
  reads: licenseRequest('GetLicenseCustomData', fields),
  replies: reply,
  handle: get,
});

async function get(document: Values<typeof fields>, call: SoloCall): Promise<Parameters<typeof reply.write>[0]> {
  const caller = await call.logon(document, { writes: false });
  if (!caller) return { ResultCode: -1 };
  const request = { authorId: caller.authorId, licenseId: document.LicenseID ?? null };
  const found = await call.ask(GetCustomData, request, caller);
  return found.ok
    ? { ResultCode: 0, LicenseCustomData: shownCustomData(found.value) }
    : { ResultCode: licenseCodeOf('GetLicenseCustomData', customDataCodes, found.refusal) };
}
