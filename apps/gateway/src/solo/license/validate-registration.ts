import type { CustomerFacts, LicenseFacts } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { id, text, token } from '../document/fields.ts';
import { licenseReply, type Shown } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { customerOf } from './customer-of.ts';
import { findWithPassword } from './find-with-password.ts';

const fields = { LicenseID: id, Password: text(255), SerialNumber: token(255), ProductID: id };

/** Phone, Fax, Email: not the order of InfoCheck. The last two are an addition of ours. [SL-VAL-14, SL-VAL-15] */
const reply = licenseReply('LicenseRegistration', [
  'CustomerID',
  'Company',
  'FirstName',
  'LastName',
  'Address1',
  'Address2',
  'City',
  'StateProvince',
  'PostalCode',
  'Country',
  'Phone',
  'Fax',
  'Email',
  'Notes',
  'EuropeanUnionVATNumber',
  'ProductID',
  'ProdOptionID',
  'LicenseEmail',
  'LicenseName',
  'LicenseeEmail',
  'LicenseeName',
]);
type Outcome = Parameters<typeof reply.write>[0];

const notRegistered = 300;

/** Whether the customer of a license is registered, and as what. Changes nothing. [SL-VAL] */
export const validateRegistration = operation('ValidateRegistration', {
  twin: true,
  aliases: ['ValidateLicenseRegistration'],
  reads: licenseRequest('ValidateRegistration', fields),
  replies: reply,
  handle: validate,
});

async function validate(document: Values<typeof fields>, call: SoloCall): Promise<Outcome> {
  const found = await findWithPassword(document, call);
  if (!found) return { ResultCode: 100 };
  const { license } = found;
  const customer = await customerOf(license, call);
  return customer?.registered
    ? { ResultCode: 0, ...ofLicense(license, customer), ...ofContact(customer) }
    : { ResultCode: notRegistered, ...ofLicense(license, customer) }; // contact elements stay empty [SL-VAL-20]
}

const ofLicense = (
  { productId, optionId, licenseeEmail, licenseeName }: LicenseFacts,
  customer: CustomerFacts | null,
) =>
  ({
    CustomerID: customer?.customerId,
    ProductID: productId,
    ProdOptionID: optionId,
    LicenseEmail: licenseeEmail,
    LicenseName: licenseeName,
    LicenseeEmail: licenseeEmail,
    LicenseeName: licenseeName,
  }) satisfies Record<string, Shown>;

const ofContact = ({ contact }: CustomerFacts) =>
  ({
    Company: contact.company,
    FirstName: contact.firstName,
    LastName: contact.lastName,
    Address1: contact.address1,
    Address2: contact.address2,
    City: contact.city,
    StateProvince: contact.stateProvince,
    PostalCode: contact.postalCode,
    Country: contact.country,
    Phone: contact.phone,
    Fax: contact.fax,
    Email: contact.email,
    Notes: contact.notes,
    EuropeanUnionVATNumber: contact.vatNumber,
  }) satisfies Record<string, Shown>;
