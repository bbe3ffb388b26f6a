import { ReplaceCustomData } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { customDataCodes, licenseCodeOf } from '../codes/license-codes.ts';
import { id, text, token } from '../document/fields.ts';
import { licenseReply } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { content, customDataOf } from './custom-data-content.ts';

const fields = {
  AuthorID: id,
  UserID: text(255),
  UserPassword: text(255),
  LicenseID: id,
  LicenseCustomData: content,
  Format: token(255),
};

/** The root is that of the getter, as documented. [AMB A3, SL-UCD-19] */
const reply = licenseReply('GetLicenseCustomData', [], { declared: false });

/** Replaces what the author keeps beside a license. [SL-UCD] */
export const updateLicenseCustomData = operation('UpdateLicenseCustomData', {
  twin: true,
  admin: true,
  limit: 256 * 1024, // [WIRE-62]
  reads: licenseRequest('UpdateLicenseCustomData', fields),
  replies: reply,
  handle: update,
});

async function update(document: Values<typeof fields>, call: SoloCall): Promise<{ ResultCode: number }> {
  const caller = await call.logon(document, { writes: true });
  if (!caller) return { ResultCode: -1 };
  const { LicenseID, LicenseCustomData, Format } = document;
  const customData = customDataOf(LicenseCustomData, Format);
  const request = { authorId: caller.authorId, licenseId: LicenseID ?? null, customData };
  const replaced = await call.ask(ReplaceCustomData, request, caller);
  if (!replaced.ok) return { ResultCode: licenseCodeOf('UpdateLicenseCustomData', customDataCodes, replaced.refusal) };
  await call.settle(replaced.positions, caller);
  return { ResultCode: 0 };
}
