import {
  type LedgerFacts,
  type LicenseFacts,
  type OptionSettings,
  type SupportTerms,
  ipId,
  numberOf,
  parseIpId,
} from '@licet/contracts';
import { type LicenseReading, readLicense } from '../shared/license-reading.ts';
import { ipDate } from './ip-date.ts';
import { type IpCall, type IpOperation, refused } from './ip-operation.ts';

/** `LicenseCode/Details`: everything about one code. Changes nothing. [IP-DETAILS] */
export const licenseCodeDetails: IpOperation = {
  name: 'LicenseCode/Details',
  payload: ['CodeDetails'],
  async answer(call) {
    const found = await findCode(call);
    return found
      ? { payload: { CodeDetails: codeDetails(found) } }
      : refused('LicenseCodeNotFound', 'There is no license code with this CodeId.');
  },
};

/** A malformed id is like an absent one. [IP-ID-03, IP-DETAILS-31, IP-AUTH-10] */
async function findCode({ bus, authorId, request, context }: IpCall): Promise<LicenseReading | undefined> {
  const uuid = parseIpId(request.text('CodeId') ?? '');
  const licenseId = uuid ? numberOf(uuid) : 0;
  if (licenseId < 1 || licenseId > 2147483647) return undefined;
  const found = await readLicense(bus, authorId, { licenseId }, context);
  return found?.license.uuid === uuid ? found : undefined;
}

/** The 25 members in the order of the published sample. [IP-DETAILS-02, IP-DETAILS-03] */
function codeDetails({ license, ledger, status: { ip } }: LicenseReading) {
  const option = license.settings;
  const { edition, freeze, validation, seats } = option;
  return {
    LicenseType: { TypeId: edition.typeId, Name: edition.name },
    ProjectId: ipId(license.product.uuid),
    ProjectName: license.product.settings.name,
    OrderId: license.invoice ? ipId(license.invoice.uuid) : '', // [IP-DETAILS-19]
    OrderNumber: license.invoice?.number ?? '',
    DateActivated: ipDate(latest(ledger.lastActivatedAt, ledger.lastCheckAt)),
    DateRegistered: ipDate(ledger.lastActivatedAt),
    IsFrozen: ip.isFrozen,
    Computers: ip.computers,
    Delete: ipDate(ip.delete),
    LicenseExpirationType: expirationType(license),
    SupportExpirationType: supportExpirationType(option.support),
    LicenseCode: license.key,
    CodeId: ipId(license.uuid),
    DateCreated: ipDate(license.enteredAt),
    Status: ip.status,
    IsTest: license.isTest,
    UseFreeze: freeze.enabled,
    FreezeLicenseDays: freeze.days,
    UseComputersRotation: seats.rotation,
    UseLicenseValidation: validation.mode !== 'none', // [UNI-69]
    LicenseValidationDays: validation.days,
    WorkIfValidationBlocked: validation.mode === 'whenPossible',
    UseComputersLimit: ledger.activationsLeft !== null, // [UNI-64]
    MaxComputers: maxComputers(ledger, option),
  };
}

/** One number with SOLO's ActivationsLeft: what is in use and what is left. [UNI-63, IP-DETAILS-16] */
const maxComputers = ({ activationsLeft, seatsInUse }: LedgerFacts, { ip }: OptionSettings): number =>
  activationsLeft === null ? ip.maxComputers : seatsInUse + activationsLeft;

/** Where the license has neither date nor days nothing ends, whatever the rule. [IP-DETAILS-26, UNI-75] */
function expirationType({ settings, expiresAt, expiryDays }: LicenseFacts): string {
  if (expiresAt === null && expiryDays === null) return 'NotExpires';
  return expirationTypes[settings.expiry.rule];
}

const expirationTypes: Readonly<Record<OptionSettings['expiry']['rule'], string>> = {
  never: 'NotExpires',
  daysFromCreation: 'ExpiresAfterDaysCreation',
  daysFromFirstActivation: 'ExpiresAfterDaysRegistration',
  onDate: 'ExpiresOnDate',
};

/** Likewise; support may also end by version. [IP-DETAILS-27] */
function supportExpirationType({ rule, days, date, maxVersion }: SupportTerms): string {
  if (rule === 'maxVersion') return maxVersion === null ? 'NotExpires' : 'ExpiresByPpversion';
  return (rule === 'onDate' ? date : days) === null ? 'NotExpires' : expirationTypes[rule];
}

const latest = (...instants: (string | null)[]): string | null =>
  instants.reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a), null);
