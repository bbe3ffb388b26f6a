import { RegisterCustomer, type Contact, type LicenseFacts, type RequestOf } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { licenseCodeOf, registerCodes } from '../codes/license-codes.ts';
import { bool, clearable, id, text, token } from '../document/fields.ts';
import { licenseReply } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { KnownCaller } from '../../shared/call-context.ts';
import type { SoloCall } from '../solo-call.ts';
import { findWithPassword } from './find-with-password.ts';

const contactFields = {
  Company: clearable(255),
  FirstName: clearable(255),
  LastName: clearable(255),
  Address1: clearable(255),
  Address2: clearable(255),
  City: clearable(255),
  StateProvince: clearable(255),
  PostalCode: clearable(255),
  Country: clearable(255),
  Phone: clearable(255),
  Fax: clearable(255),
  Email: clearable(255),
  Notes: clearable(4000),
  EuropeanUnionVATNumber: clearable(255),
};
const memberOf: Record<keyof typeof contactFields, keyof Contact> = {
  Company: 'company',
  FirstName: 'firstName',
  LastName: 'lastName',
  Address1: 'address1',
  Address2: 'address2',
  City: 'city',
  StateProvince: 'stateProvince',
  PostalCode: 'postalCode',
  Country: 'country',
  Phone: 'phone',
  Fax: 'fax',
  Email: 'email',
  Notes: 'notes',
  EuropeanUnionVATNumber: 'vatNumber',
};
const fields = {
  ...{ LicenseID: id, Password: text(255), SerialNumber: token(255), ProductID: id },
  ...contactFields,
  NewPassword: text(255),
  LicenseeOnly: bool,
  LicenseeEmail: clearable(255),
  LicenseeName: clearable(255),
};
type Document = Values<typeof fields>;
type Registration = Pick<RequestOf<typeof RegisterCustomer>, 'licenseeOnly' | 'contact' | 'licensee' | 'newPassword'>;

const reply = licenseReply('LicenseRegistrationResult', ['CustomerID']);
type Outcome = Parameters<typeof reply.write>[0];

/** Stores registration data and makes the customer registered, unless he is: then 300. [SL-REG] */
export const register = operation('Register', {
  twin: true,
  reads: licenseRequest('Register', fields),
  replies: reply,
  handle: (document, call) => store(document, call, { onlyUnregistered: true }),
});

/** The same for registered and unregistered customers alike. Its own name as root is accepted too. [SL-REG-02, SL-REG-05] */
export const updateRegistration = operation('UpdateRegistration', {
  twin: true,
  reads: licenseRequest('Register', fields, ['UpdateRegistration']),
  replies: reply,
  handle: (document, call) => store(document, call, { onlyUnregistered: false }),
});

async function store(
  document: Document,
  call: SoloCall,
  { onlyUnregistered }: { onlyUnregistered: boolean },
): Promise<Outcome> {
  const registration = registrationIn(document);
  if (!registration) return { ResultCode: -2 };
  const found = await findWithPassword(document, call);
  if (!found) return { ResultCode: 100 };
  const { license } = found;
  const { licenseId, authorId } = license;
  const password = document.Password ?? '';
  const request = { authorId, licenseId, customerId: license.customerId, onlyUnregistered, password, ...registration };
  const stored = await call.ask(RegisterCustomer, request, callerFor(license));
  if (!stored.ok) {
    const ResultCode = licenseCodeOf('Register', registerCodes, stored.refusal);
    return ResultCode === 300 ? { ResultCode, CustomerID: presentCustomer(stored.refusal.facts) } : { ResultCode };
  }
  await call.settle(stored.positions, callerFor(license));
  return { ResultCode: 0, CustomerID: stored.value.customerId };
}

/** Undefined when a value is not of its form: nothing of such a document is stored. [SL-REG-26, FMT-18] */
function registrationIn(document: Document): Registration | undefined {
  const { NewPassword, LicenseeOnly, LicenseeName, LicenseeEmail } = document;
  if (LicenseeOnly === null || NewPassword === null || LicenseeName === null || LicenseeEmail === null)
    return undefined;
  const names = Object.keys(contactFields) as (keyof typeof contactFields)[];
  if (names.some((name) => document[name] === null)) return undefined;
  const told = names.flatMap((name) => (document[name] === undefined ? [] : [[memberOf[name], document[name]]]));
  return {
    licenseeOnly: LicenseeOnly ?? false,
    contact: Object.fromEntries(told) as Partial<Contact>,
    licensee: {
      ...(LicenseeName !== undefined && { name: LicenseeName }),
      ...(LicenseeEmail !== undefined && { email: LicenseeEmail }),
    },
    newPassword: NewPassword ?? null,
  };
}

/** Whoever has a right password acts for the customer of the license, if it has one. [API-USR-05] */
const callerFor = ({ authorId, customerId }: LicenseFacts): KnownCaller | undefined =>
  customerId === null ? undefined : { authorId, actor: { kind: 'customer', id: String(customerId) }, scopes: [] };

const presentCustomer = (facts: Record<string, unknown> | undefined): number | null =>
  typeof facts?.customerId === 'number' ? facts.customerId : null;
