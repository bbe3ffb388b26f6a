import { AddLicense, RevealCustomerPassword, type AuthenticatedCaller, type RequestOf } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { addCodes, licenseCodeOf } from '../codes/license-codes.ts';
import { bool, count, date, decimal, id, text, version } from '../document/fields.ts';
import { licenseReply } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

const fields = {
  AuthorID: id,
  UserID: text(255),
  UserPassword: text(255),
  ProdOptionID: id,
  Quantity: count,
  UnitPrice: decimal,
  Expiration: date,
  ActivationCount: count,
  DeactivationCount: count,
  LicenseCounter: count,
  Version: version,
  LicenseUpdate: text(4000),
  Notes: text(4000),
  CustomerID: id,
  DistributorID: id,
  LicenseeEmail: text(255),
  LicenseeName: text(255),
  IsTestLicense: bool,
};
type LicenseAdd = Values<typeof fields>;

const reply = licenseReply('AddPrepaidLicense', ['LicenseID', 'Password', 'SerialNumber', 'ActivationPassword']);

/** Issues one license to an existing customer. [SL-ADD] */
export const add = operation('Add', {
  twin: true,
  admin: true,
  reads: licenseRequest('LicenseAdd', fields),
  replies: reply,
  handle: addLicense,
});

async function addLicense(document: LicenseAdd, call: SoloCall): Promise<Parameters<typeof reply.write>[0]> {
  const caller = await call.logon(document, { writes: true });
  if (!caller) return { ResultCode: -1 };
  // Asked before anything is written: whoever gets an error because `customers` is away may repeat the call without a second license.
  const Password = await customerPassword(document.CustomerID, caller, call);
  const added = await call.ask(AddLicense, requestOf(document, caller), caller);
  if (!added.ok) return { ResultCode: licenseCodeOf('Add', addCodes, added.refusal) };
  await call.settle(added.positions, caller);
  const { licenseId, serialNumber, activationPassword } = added.value;
  return {
    ResultCode: 0,
    LicenseID: licenseId,
    Password,
    SerialNumber: serialNumber,
    ActivationPassword: activationPassword,
  };
}

function requestOf(document: LicenseAdd, { authorId }: AuthenticatedCaller): RequestOf<typeof AddLicense> {
  const { DistributorID, Expiration } = document;
  return {
    authorId,
    optionId: document.ProdOptionID ?? null,
    customerId: document.CustomerID ?? null,
    ...(DistributorID === undefined ? {} : { distributorId: DistributorID }),
    ...(Expiration === undefined ? {} : { expiresAt: Expiration }),
    fields: fieldsOf(document),
  };
}

/** Null when a required one is missing or any is malformed, which is judged late. [SL-ADD-37, SL-ADD-38, SL-ADD-51] */
function fieldsOf(document: LicenseAdd): RequestOf<typeof AddLicense>['fields'] {
  const { Quantity, UnitPrice, ActivationCount, DeactivationCount } = document;
  const { LicenseCounter, Version, LicenseUpdate, Notes, LicenseeEmail, LicenseeName, IsTestLicense } = document;
  const missing = [Quantity, UnitPrice, ActivationCount, DeactivationCount].includes(undefined);
  if (missing || Quantity == null || UnitPrice == null || ActivationCount == null || DeactivationCount == null) {
    return null;
  }
  if (LicenseCounter === null || Version === null || IsTestLicense === null) return null;
  if (LicenseUpdate === null || Notes === null || LicenseeEmail === null || LicenseeName === null) return null;
  return {
    quantity: Quantity,
    unitPrice: UnitPrice,
    activationsLeft: ActivationCount,
    deactivationsLeft: DeactivationCount,
    counter: LicenseCounter ?? null,
    currentVersion: Version ?? '',
    licenseUpdate: LicenseUpdate ?? '',
    notes: Notes ?? '',
    licenseeName: LicenseeName ?? '',
    licenseeEmail: LicenseeEmail ?? '',
    isTest: IsTestLicense ?? false,
  };
}

/** Empty where the caller may not see it, and for a customer that the call will be refused for. [SL-ADD-32, PWD-13 … PWD-15] */
async function customerPassword(
  customerId: number | null | undefined,
  caller: AuthenticatedCaller,
  call: SoloCall,
): Promise<string> {
  if (!customerId) return '';
  const revealed = await call.ask(RevealCustomerPassword, { authorId: caller.authorId, customerId }, caller);
  return revealed.ok ? revealed.value.password : '';
}
