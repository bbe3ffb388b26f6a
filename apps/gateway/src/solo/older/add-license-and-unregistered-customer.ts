import { AddLicenses, type AuthenticatedCaller, type RequestOf } from '@licet/contracts';
import { typedOperation } from '../asmx/typed-operation.ts';
import { addCodes, licenseCodeOf } from '../codes/license-codes.ts';
import { bool, count, date, decimal, id, text, version } from '../document/fields.ts';
import type { Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

const fields = {
  ...{ authorID: id, userID: text(255), userPassword: text(255), prodOptionID: id },
  ...{ quantity: count, unitPrice: decimal, expiration: date },
  ...{ activationCount: count, deactivationCount: count, licenseCounter: count },
  ...{ version, licenseUpdate: text(4000), notes: text(4000), isTestLicense: bool },
};
type Asked = Values<typeof fields>;
const result = {
  ResultCode: 'int',
  LicenseID: 'int',
  CustomerID: 'int',
  SerialNumber: 'string',
} as const;
const nothing = { LicenseID: 0, CustomerID: 0, SerialNumber: '' };

/**
 * Issues a license as Add does and makes the customer that it belongs to, who has no data and is not registered: both or
 * none, also when a process dies in between. ResultCode is that of Add;
 * counts that are not given are those of the option. It tells no password: only Add and activations do. [LG-03, PERM-17, PWD-23]
 */
export const addLicenseAndUnregisteredCustomer = typedOperation('AddLicenseAndUnregisteredCustomer', {
  admin: true,
  reads: fields,
  replies: result,
  handle: add,
});

async function add(asked: Asked, call: SoloCall) {
  const { authorID: AuthorID, userID: UserID, userPassword: UserPassword } = asked;
  const caller = await call.logon({ AuthorID, UserID, UserPassword }, { writes: true });
  if (!caller) return { ResultCode: -1, ...nothing };
  const added = await call.ask(AddLicenses, licenseOf(asked, caller), caller);
  if (!added.ok) return { ResultCode: licenseCodeOf('Add', addCodes, added.refusal), ...nothing };
  await call.settle(added.positions ?? [], caller);
  const [license] = added.value.licenses;
  if (!license) throw new Error('A set of one license has none.');
  const { licenseId, customerId, serialNumber } = license;
  return { ResultCode: 0, LicenseID: licenseId, CustomerID: customerId ?? 0, SerialNumber: serialNumber };
}

function licenseOf(asked: Asked, { authorId }: AuthenticatedCaller): RequestOf<typeof AddLicenses> {
  const { prodOptionID, expiration } = asked;
  return {
    authorId,
    optionId: prodOptionID ?? null,
    customerId: null,
    toUnregistered: true,
    count: 1,
    ...(expiration === undefined ? {} : { expiresAt: expiration }),
    fields: fieldsOf(asked),
  };
}

/** Null when one of them is not of its form. */
function fieldsOf(asked: Asked): RequestOf<typeof AddLicenses>['fields'] {
  const { quantity, unitPrice, activationCount, deactivationCount, licenseCounter } = asked;
  const { version: currentVersion, licenseUpdate, notes, isTestLicense } = asked;
  if (quantity === null || unitPrice === null || activationCount === null || deactivationCount === null) return null;
  if (licenseCounter === null || currentVersion === null || isTestLicense === null) return null;
  if (licenseUpdate === null || notes === null) return null;
  return {
    quantity: quantity ?? 1,
    unitPrice: unitPrice ?? '0',
    ...(activationCount !== undefined && { activationsLeft: activationCount }),
    ...(deactivationCount !== undefined && { deactivationsLeft: deactivationCount }),
    counter: licenseCounter ?? null,
    currentVersion: currentVersion ?? '',
    licenseUpdate: licenseUpdate ?? '',
    notes: notes ?? '',
    licenseeName: '',
    licenseeEmail: '',
    isTest: isTestLicense ?? false,
  };
}
