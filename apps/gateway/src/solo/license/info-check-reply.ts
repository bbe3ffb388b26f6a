import { endOf, soloStatusOf, type CustomerFacts, type LedgerFacts, type LicenseFacts } from '@licet/contracts';
import { activationsShown, isoSeconds, isoWithoutZone } from '../document/formats.ts';
import { licenseReply, type Shown } from '../document/reply-document.ts';
import { userFieldElements, userFieldNames } from './user-field-elements.ts';

const names = [
  'ProductID',
  'ProductName',
  'LatestVersion',
  'ProdOptionID',
  'OptionName',
  'TCFixedValue',
  'EnteredDate',
  'Status',
  'Quantity',
  'ReplacedBy',
  'RemainingActivations',
  'RemainingDeactivations',
  'DownloadExpiration',
  'LicenseUpdate',
  'CurrentVersion',
  'InvoiceNo',
  'LicenseeEmail',
  'LicenseeName',
  'IsTestLicense',
  'LicenseCounter',
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
  'Email',
  'Phone',
  'Fax',
] as const;

/** A User Defined Field without a value has no element at all. [SL-INFO-34] */
export const infoCheckReply = licenseReply('LicenseInfoCheck', names, { optional: userFieldNames });

type Elements = Record<string, Shown>;

/** What everybody may see who knows the license. [SL-INFO-13 … SL-INFO-30] */
export function licenseElements(license: LicenseFacts, ledger: LedgerFacts) {
  const end = endOf(license, ledger.firstActivatedAt);
  return {
    ProductID: license.productId,
    ProductName: license.product.settings.name,
    LatestVersion: license.product.settings.latestVersion,
    ProdOptionID: license.optionId,
    OptionName: license.option.settings.name,
    TCFixedValue: license.option.settings.triggerCodes.fixedValue,
    EnteredDate: isoSeconds(license.enteredAt),
    Status: soloStatusOf(license.status),
    Quantity: license.quantity,
    ReplacedBy: license.replacedBy?.licenseId, // text by its type, a License ID by its meaning [FMT-19, AMB A23]
    RemainingActivations: activationsShown(ledger.activationsLeft),
    RemainingDeactivations: ledger.deactivationsLeft,
    DownloadExpiration: end === null ? null : isoWithoutZone(end),
    LicenseUpdate: license.licenseUpdate,
    CurrentVersion: license.currentVersion,
    InvoiceNo: invoiceNo(license),
    IsTestLicense: license.isTest,
    LicenseCounter: ledger.counter,
  } satisfies Elements;
}

/** Hidden from whoever got the license from the one whom the invoice names. [SL-INFO-26, SL-INFO-27, CU-05] */
const invoiceNo = ({ invoice, customerId }: LicenseFacts): number | null =>
  invoice !== null && invoice.customerId === customerId ? invoice.invoiceId : null;

/** What a right password opens. [SL-INFO-28, SL-INFO-31, SL-INFO-33] */
export function ownerElements(license: LicenseFacts, customer: CustomerFacts | null) {
  const contact = customer?.contact;
  return {
    LicenseeEmail: license.licenseeEmail,
    LicenseeName: license.licenseeName,
    CustomerID: customer?.customerId ?? license.customerId, // of the one it was merged into [SL-REG-29]
    Company: contact?.company,
    FirstName: contact?.firstName,
    LastName: contact?.lastName,
    Address1: contact?.address1,
    Address2: contact?.address2,
    City: contact?.city,
    StateProvince: contact?.stateProvince,
    PostalCode: contact?.postalCode,
    Country: contact?.country,
    Email: contact?.email,
    Phone: contact?.phone,
    Fax: contact?.fax,
    ...userFieldElements(license.userFields),
  } satisfies Elements;
}
