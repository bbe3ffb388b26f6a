import { ReplaceUserFields } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { licenseCodeOf, userFieldsCodes } from '../codes/license-codes.ts';
import { id, text } from '../document/fields.ts';
import { licenseReply } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { userFieldForms, userFieldsOf } from './user-field-elements.ts';

const names = { AuthorID: id, UserID: text(255), UserPassword: text(255), LicenseID: id, Password: text(255) };
const fields = { ...names, ...userFieldForms };

const reply = licenseReply('UpdateUserDefinedFields', []);

/** Replaces all User Defined Fields, by author logon or by LicenseID and Password. [SL-UDF] */
export const updateUserDefinedFields = operation('UpdateUserDefinedFields', {
  twin: true,
  admin: true,
  reads: licenseRequest('UpdateUserDefinedFields', fields),
  replies: reply,
  handle: update,
});

async function update(
  document: Values<typeof names> & Record<string, unknown>,
  call: SoloCall,
): Promise<{ ResultCode: number }> {
  const caller = (await call.logon(document, { writes: true })) ?? undefined; // another way may be open [SL-UDF-07]
  const { LicenseID, Password } = document;
  const request = {
    authorId: caller?.authorId ?? null,
    licenseId: LicenseID ?? null,
    ...(Password == null ? {} : { password: Password }),
    userFields: userFieldsOf(document),
  };
  const replaced = await call.ask(ReplaceUserFields, request, caller);
  if (!replaced.ok) return { ResultCode: licenseCodeOf('UpdateUserDefinedFields', userFieldsCodes, replaced.refusal) };
  await call.settle(replaced.positions, caller);
  return { ResultCode: 0 };
}
