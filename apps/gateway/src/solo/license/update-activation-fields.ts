import { soloStatuses, statusOfSolo, UpdateLicense, type RequestOf } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { licenseCodeOf, updateFieldsCodes } from '../codes/license-codes.ts';
import { count, date, id, int, text, token } from '../document/fields.ts';
import { licenseReply } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

const updates = {
  Status: token(255),
  ActivationsLeft: count,
  ActivationsIncrement: int,
  DeactivationsLeft: count,
  DeactivationsIncrement: int,
  LicenseCounter: count,
  LicenseCounterIncrement: int,
  ExpirationDate: date,
  ExpirationDateIncrement: int,
  LicenseUpdate: text(4000),
  SerialNumberText: token(255), // as every operation reads SerialNumber, or nothing would find it [SL-UAF-41]
};
const fields = { AuthorID: id, UserID: text(255), UserPassword: text(255), LicenseID: id, ...updates };
type Updates = Values<typeof updates>;
type Changes = RequestOf<typeof UpdateLicense>['changes'];

const reply = licenseReply('UpdateLicenseActivationFields', [], { declared: false });

/** Changes status, counters, expiration or texts of a license, all or nothing. [SL-UAF] */
export const updateActivationFields = operation('UpdateActivationFields', {
  input: 'string',
  admin: true,
  reads: licenseRequest('UpdateActivationFields', fields),
  replies: reply,
  handle: update,
});

async function update(document: Values<typeof fields>, call: SoloCall): Promise<{ ResultCode: number }> {
  const caller = await call.logon(document, { writes: true });
  if (!caller) return { ResultCode: -1 };
  const request = { authorId: caller.authorId, licenseId: document.LicenseID ?? null, changes: changesOf(document) };
  const updated = await call.ask(UpdateLicense, request, caller);
  if (!updated.ok) {
    return { ResultCode: licenseCodeOf('UpdateActivationFields', updateFieldsCodes, updated.refusal) };
  }
  await call.settle(updated.positions, caller);
  return { ResultCode: 0 };
}

/** Null when a form is wrong or nothing is asked. [SL-UAF-37, SL-UAF-38] */
export function changesOf(document: Updates): Changes {
  const changes = {
    status: statusOf(document.Status),
    expiresAt: expirationOf(document),
    activationsLeft: counterOf(document.ActivationsLeft, document.ActivationsIncrement),
    deactivationsLeft: counterOf(document.DeactivationsLeft, document.DeactivationsIncrement),
    counter: counterOf(document.LicenseCounter, document.LicenseCounterIncrement),
    licenseUpdate: document.LicenseUpdate,
    serialNumberText: document.SerialNumberText,
  };
  const given = Object.entries(changes).filter(([, change]) => change !== undefined);
  const wellFormed = given.length > 0 && given.every(([, change]) => change !== null);
  return wellFormed ? Object.fromEntries(given) : null;
}

/** One of the eight codes, letter case ignored; Delete has none here. [SL-UAF-04 … SL-UAF-07] */
function statusOf(text: string | null | undefined): ReturnType<typeof statusOfSolo> | null | undefined {
  if (text === undefined || text === null) return text;
  const code = soloStatuses.find((status) => status === text.toUpperCase());
  return code && code !== 'DEL' ? statusOfSolo(code) : null;
}

/** Absolute value or increment, never both. [SL-UAF-12, SL-UAF-23] */
function counterOf(
  set: number | null | undefined,
  increment: number | null | undefined,
): { set: number } | { add: number } | null | undefined {
  if (set !== undefined && increment !== undefined) return null;
  if (set !== undefined) return set === null ? null : { set };
  return increment == null ? increment : { add: increment };
}

function expirationOf({
  ExpirationDate,
  ExpirationDateIncrement,
}: Updates): { set: string } | { addDays: number } | null | undefined {
  if (ExpirationDate !== undefined && ExpirationDateIncrement !== undefined) return null;
  if (ExpirationDate !== undefined) return ExpirationDate === null ? null : { set: ExpirationDate };
  return ExpirationDateIncrement == null ? ExpirationDateIncrement : { addDays: ExpirationDateIncrement };
}
