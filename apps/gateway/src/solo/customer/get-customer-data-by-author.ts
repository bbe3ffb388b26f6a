import {
  type CustomerFacts,
  GetCustomer,
  type ListedLicense,
  ListLicensesOfCustomer,
  type AuthenticatedCaller,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { element, type XmlNode } from '@licet/xml';
import { operation } from '../asmx/operation.ts';
import { id, text } from '../document/fields.ts';
import { isoWithoutZone } from '../document/formats.ts';
import type { ReplyDocument, Shown } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { customerMessage } from './messages.ts';

const fields = { AuthorID: id, UserID: text(255), UserPassword: text(255), CustomerID: id };

type Outcome =
  { ResultCode: 0; customer: CustomerFacts; licenses: readonly ListedLicense[] } | { ResultCode: -1 | 100 };

const reply: ReplyDocument<Outcome> = {
  root: 'CustomerData',
  write: (outcome) =>
    outcome.ResultCode === 0
      ? element('CustomerData', [element('ResultCode', 0), customerElement(outcome.customer, outcome.licenses)])
      : failure(outcome.ResultCode),
  unreadable: () => failure(-2),
  sample: () => element('CustomerData', [element('ResultCode', 'int'), sampleCustomer()]),
};

/** Contact data and licenses of a customer of the logged-on author. Needs no particular permission. [SC-04, SC-06, PERM-18] */
export const getCustomerDataByAuthor = operation('GetCustomerDataByAuthor', {
  twin: true,
  admin: true,
  reads: licenseRequest('GetCustomerDataByAuthor', fields),
  replies: reply,
  handle: read,
});

async function read(document: Values<typeof fields>, call: SoloCall): Promise<Outcome> {
  const caller = await call.logon(document, { writes: false });
  if (!caller) return { ResultCode: -1 };
  const { authorId } = caller;
  if (!document.CustomerID) return { ResultCode: 100 };
  const customer = await call.ask(GetCustomer, { authorId, customerId: document.CustomerID }, caller);
  if (!customer.ok) return { ResultCode: 100 };
  const licenses = await licensesOf(customer.value, call, caller);
  return { ResultCode: 0, customer: customer.value, licenses };
}

const perPage = 500;
/** Of one answer, which is one document in memory. */
const most = 10_000;

/** The first ones by number, page by page. [SC-04] */
async function licensesOf({ customerId }: CustomerFacts, call: SoloCall, caller: AuthenticatedCaller) {
  const licenses: ListedLicense[] = [];
  const { authorId } = caller;
  for (let after: number | null = null; ;) {
    const asked: RequestOf<typeof ListLicensesOfCustomer> = { authorId, customerId, after, limit: perPage };
    const listed: ReplyOf<typeof ListLicensesOfCustomer> = await call.ask(ListLicensesOfCustomer, asked, caller);
    if (!listed.ok) throw new Error(`ListLicensesOfCustomer was refused: ${listed.refusal.code}`);
    licenses.push(...listed.value.licenses);
    after = listed.value.next;
    if (after === null || licenses.length >= most) return licenses;
  }
}

const elements = (values: Record<string, Shown>): XmlNode[] =>
  Object.entries(values).map(([name, value]) => element(name, value ?? ''));

/** CompanyName first, then contact data and the licenses. [SC-04] */
function customerElement(
  { customerId, registered, contact }: CustomerFacts,
  licenses: readonly ListedLicense[],
): XmlNode {
  const values = {
    CompanyName: contact.company,
    CustomerID: customerId,
    FirstName: contact.firstName,
    LastName: contact.lastName,
    Address1: contact.address1,
    Address2: contact.address2,
    City: contact.city,
    StateProvince: contact.stateProvince,
    PostalCode: contact.postalCode,
    Country: contact.country,
    Email: contact.email,
    Phone: contact.phone,
    Fax: contact.fax,
    Notes: contact.notes,
    EuropeanUnionVATNumber: contact.vatNumber,
    Registered: registered,
  };
  return element('Customer', [...elements(values), element('Licenses', licenses.map(licenseElement))]);
}

const licenseElement = (license: ListedLicense): XmlNode =>
  element(
    'License',
    elements({
      LicenseID: license.licenseId,
      ProductID: license.productId,
      ProductName: license.productName,
      ProdOptionID: license.optionId,
      OptionName: license.optionName,
      SerialNumber: license.serialNumber,
      Status: license.status,
      DownloadExpiration: license.expiresAt === null ? '' : isoWithoutZone(license.expiresAt),
    }),
  );

function failure(code: number): XmlNode {
  return element('CustomerData', [element('ResultCode', code), element('ErrorMessage', customerMessage(code))]);
}

function sampleCustomer(): XmlNode {
  const names =
    'FirstName LastName Address1 Address2 City StateProvince PostalCode Country Email Phone Fax Notes EuropeanUnionVATNumber';
  return element('Customer', [
    element('CompanyName', 'string'),
    element('CustomerID', 'int'),
    ...names.split(' ').map((name) => element(name, 'string')),
    element('Registered', 'bool'),
    element('Licenses', [element('License', [element('LicenseID', 'int'), element('Status', 'string')])]),
  ]);
}
