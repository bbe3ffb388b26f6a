/**
 * The replies as the documents print them, written down a second time and in another form than the code has them. `?`: may be left out; `*`: any
 * number of times; `Name( … )`: has children.
 * [requirements/solo.md 7, 8, 12, 17]
 */
const printed: Record<string, string> = {
  AddPrepaidLicense: 'ResultCode LicenseID Password SerialNumber ActivationPassword',
  LicenseInfoCheck:
    'ResultCode ProductID ProductName LatestVersion ProdOptionID OptionName TCFixedValue EnteredDate Status Quantity ReplacedBy ' +
    'RemainingActivations RemainingDeactivations DownloadExpiration LicenseUpdate CurrentVersion InvoiceNo LicenseeEmail LicenseeName ' +
    'IsTestLicense LicenseCounter CustomerID Company FirstName LastName Address1 Address2 City StateProvince PostalCode Country Email ' +
    'Phone Fax UDefChar1? UDefChar2? UDefChar3? UDefChar4? UDefChar5? UDefChar6? UDefChar7? UDefChar8? UDefChar9? UDefChar10? ' +
    'UDefNum1? UDefNum2? UDefNum3? UDefNum4? UDefNum5? UDefFloat1? UDefFloat2? UDefFloat3? UDefFloat4? UDefFloat5? ' +
    'UDefDate1? UDefDate2? UDefDate3? UDefDate4? UDefDate5?',
  LicenseUpdateCheck:
    'ResultCode Status ReplacedBy LicenseUpdate VersionString VersionLong ActionToTake URLInfo URLFile URLFileServerName URLFilePort ' +
    'URLFilePathOrFileName URLFileUserName URLFilePassword LatestFreeVersion ReleaseDate ShortMessage NoMoreDL LicenseAgreementUrl',
  UpdateUserDefinedFields: 'ResultCode',
  GetLicenseCustomData: 'ResultCode LicenseCustomData?',
  UpdateLicenseActivationFields: 'ResultCode',
  Customers: 'ResultCode ErrorMessage Customer*( CustomerID CompanyName )',
  CustomerData:
    'ResultCode ErrorMessage? Customer?( CompanyName CustomerID FirstName LastName Address1 Address2 City StateProvince PostalCode ' +
    'Country Email Phone Fax Notes EuropeanUnionVATNumber Registered Licenses( License*( LicenseID ProductID ProductName ' +
    'ProdOptionID OptionName SerialNumber Status DownloadExpiration ) ) )',
  CustomerLogin: 'ResultCode ErrorMessage CustomerID',
  LicenseRegistrationResult: 'ResultCode CustomerID',
  LicenseRegistration:
    'ResultCode CustomerID Company FirstName LastName Address1 Address2 City StateProvince PostalCode Country Phone Fax Email Notes ' +
    'EuropeanUnionVATNumber ProductID ProdOptionID LicenseEmail LicenseName LicenseeEmail LicenseeName',
  ActivateInstallation:
    'ResultCode ErrorMessage? ExtendedResultCode? ExtendedErrorMessage? Product? LicenseID? Quantity? RegistrationKey1? RegistrationKey2? ' +
    'LicenseUpdate? ActivationsLeft? ExpirationDate? InstallationID? ActivationPassword? IsTestLicense? LicenseStatus? ' +
    'MinimumActivationVersionString? MinimumActivationVersionLong? MinimumActivationVersionUrl? ServerDateTime SessionCode?',
  DeactivateInstallation: 'ResultCode ErrorMessage? DeactivatedDate? ServerDateTime SessionCode?',
  CheckInstallationStatus:
    'ResultCode ErrorMessage? DeactivatedDate? LicenseStatus? LicenseUpdate? ExpirationDate? RemainingActivations? ServerDateTime SessionCode?',
};

const types: Record<string, string> = {
  ResultCode: 'xs:int',
  ServerDateTime: 'xs:dateTime',
  IsTestLicense: 'xs:string',
};

/** XML Schema of the reply with this root. */
export const replySchemas = (root: string): string => schemaOf([root]);

/** XML Schema of all replies, by their roots. */
export const allReplySchemas = (): string => schemaOf(Object.keys(printed));

const schemaOf = (roots: readonly string[]): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${roots.map(elementOf).join('')}</xs:schema>`;

function elementOf(root: string): string {
  const children = complexType((printed[root] ?? '').split(' '));
  const isActivation = root.endsWith('Installation') || root === 'CheckInstallationStatus';
  const inside = isActivation
    ? `<xs:complexType><xs:sequence><xs:element name="PrivateData">${children}</xs:element></xs:sequence></xs:complexType>`
    : children;
  return `<xs:element name="${root}">${inside}</xs:element>`;
}

const occurrences: Record<string, string> = { '?': ' minOccurs="0"', '*': ' minOccurs="0" maxOccurs="unbounded"' };

/** Takes entries up to the closing bracket: `Name`, `Name?`, and `Name*( … )` for an element with children. */
function complexType(entries: string[]): string {
  const elements: string[] = [];
  for (let entry = entries.shift(); entry !== undefined && entry !== ')'; entry = entries.shift()) {
    const [, name = '', occurs = '', nested] = /^(\w+)([?*]?)(\(?)$/.exec(entry) ?? [];
    const start = `<xs:element name="${name}"${occurrences[occurs] ?? ''}`;
    elements.push(
      nested ? `${start}>${complexType(entries)}</xs:element>` : `${start} type="${types[name] ?? 'xs:string'}"/>`,
    );
  }
  return `<xs:complexType><xs:sequence>${elements.join('')}</xs:sequence></xs:complexType>`;
}
