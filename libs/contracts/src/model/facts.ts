import type { LanePosition } from '../base/position.ts';
import type { AccountSetting, AccountSettings, ApiRules, CallerRules } from './account-settings.ts';
import type { BalanceFacts } from './balances.ts';
import type { Contact } from './contact.ts';
import type { CustomerMembers } from './customer.ts';
import type { EndReason, InstallationStatus } from './installation.ts';
import type { FreezeEnd } from './freeze.ts';
import type { InvoiceOfLicense } from './invoice.ts';
import type { LicenseOverrides } from './license-overrides.ts';
import type { Metadata } from './metadata.ts';
import type { OptionSettings } from './option.ts';
import type { ProductSettings } from './product.ts';
import type { Reactivations } from './reactivation.ts';
import type { LicenseStatus } from './status.ts';
import type { SupportAmounts } from './support.ts';
import type { Transition } from './transition.ts';
import type { UserFields } from './user-fields.ts';

/** A product as its owner knows it. */
export interface ProductFacts {
  productId: number;
  uuid: string;
  authorId: number;
  settings: ProductSettings;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** An option as its owner knows it. */
export interface OptionFacts {
  optionId: number;
  uuid: string;
  productId: number;
  authorId: number;
  settings: OptionSettings;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** A license as `licenses` knows it: everything but what is used of it. Personal texts in clear. */
export interface LicenseFacts {
  licenseId: number;
  uuid: string;
  authorId: number;
  productId: number;
  optionId: number;
  customerId: number | null;
  distributorId: number | null;
  key: string;
  serialNumberText: string;
  quantity: number;
  unitPrice: string;
  status: LicenseStatus;
  statusSince: string;
  /** Why it has this status, in free words. */
  statusNote: string;
  /** The license that it gave way to. [SL-INFO-20, API-TRN-03] */
  replacedBy: { licenseId: number; uuid: string } | null;
  /** The invoice that it was sold on; null for none. [INV-12] */
  invoice: InvoiceOfLicense | null;
  /** The date of its own; `endOf` says when it ends. */
  expiresAt: string | null;
  /** Days from its first activation to its end, in place of a date; null for none. [API-OPT-04] */
  expiryDays: number | null;
  /** What it copied of its option's support; null in licenses of before it did. [API-OPT-07] */
  support: SupportAmounts | null;
  currentVersion: string;
  licenseUpdate: string;
  isTest: boolean;
  isTrial: boolean;
  licenseeName: string;
  licenseeEmail: string;
  notes: string;
  licenseData: string;
  externalId: string | null;
  metadata: Metadata;
  /** What it says for itself. [API-OPT-07] */
  overrides: LicenseOverrides;
  /** What holds for it: the settings of its option under its own. [API-OPT-07] */
  settings: OptionSettings;
  /** The end of its freeze as staff have set it, and when; null where they never did. */
  freezeEnd: FreezeEnd | null;
  userFields: UserFields;
  /** Whether there is any to be asked for: most have none. [SL-GCD] */
  hasCustomData: boolean;
  enteredAt: string;
  updatedAt: string;
  version: number;
  product: ProductFacts;
  option: OptionFacts;
  /** Where its last change stands, for `wouldHold` and the fence. */
  lastChange: LanePosition;
}

/** One machine of a license, as the ledger knows it. */
export interface InstallationFacts {
  installationId: string;
  status: InstallationStatus;
  version: string | null;
  activatedAt: string;
  lastCheckAt: string | null;
  endedAt: string | null;
  /** Null while it is active. */
  endReason: EndReason | null;
}

/** One machine of a license with all that is told of it alone. */
export interface InstallationDetails extends InstallationFacts {
  licenseId: number;
  licenseUuid: string;
  /** Whether its license is a test license. */
  isTest: boolean;
  /** Whose license it is; null for nobody's. */
  customerId: number | null;
  /** Empty where the machine told none, or where it was erased. */
  name: string;
  /** Of its identifiers, the same for the same machine of one license; null where it told none. */
  fingerprintHash: string | null;
  /** How many events told of it. */
  revision: number;
  updatedAt: string;
}

export interface InstallationTransition extends Transition<InstallationStatus> {
  reason: string;
}

/** What is used of a license, as `activations` knows it. */
export interface LedgerFacts {
  licenseId: number;
  /** Null for unlimited. */
  activationsLeft: number | null;
  deactivationsLeft: number;
  counter: number | null;
  /** Set back where their days have passed. [API-OPT-14] */
  balances: readonly BalanceFacts[];
  /** Active installations and activations without an installation id. [UNI, seats in use] */
  seatsInUse: number;
  /** First and latest activation, latest check, and latest of both; null before the first. */
  firstActivatedAt: string | null;
  lastActivatedAt: string | null;
  lastCheckAt: string | null;
  /** When a machine was bound last that was not bound before, known by an InstallationID or not; null before the first. [IP-FREEZE-01] */
  newestMachineAt: string | null;
  reactivations: Reactivations;
  installations: readonly InstallationFacts[];
  version: number;
}

/** A customer as `customers` knows it, in clear. */
export interface CustomerFacts extends CustomerMembers {
  customerId: number;
  uuid: string;
  authorId: number;
  registered: boolean;
  /** Empty once he is erased. */
  contact: Contact;
  erasedAt: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** How an account stands. */
export interface AccountFacts {
  authorId: number;
  mode: 'live' | 'evaluation';
  status: 'open' | 'readOnly' | 'closed';
}

/** An account with its names in every dialect and all settings, set or not. [API-ACC-01] */
export interface AccountDetails extends AccountFacts {
  uuid: string;
  name: string;
  dnaClientId: string;
  ipVendorId: string;
  /** Whether it lives on a shared-URL installation, where nobody is Master User. [PERM-10] */
  sharedUrl: boolean;
  settings: AccountSettings;
  /** When each setting was last changed; absent for those that never were. [API-ACC-02] */
  settingsChangedAt: Partial<Record<AccountSetting, string>>;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** Who a credential belongs to, what it may do and how its account stands. */
export interface AuthenticatedCaller {
  authorId: number;
  /** Of a customer the id is his number. [API-USR-05] */
  actor: { kind: 'key' | 'user' | 'customer'; id: string; name: string };
  scopes: readonly string[];
  account: Pick<AccountFacts, 'mode' | 'status'>;
  rules: CallerRules;
  apiRules: ApiRules;
  /** Where it may call from; empty for anywhere. [AUTH-11, DNA-AUTH-06] */
  networks: readonly string[];
  /** From when on it is refused; null for never. [API-KEY-03] */
  expiresAt: string | null;
  /** Whether it sees and makes test licenses only. [API-KEY-06] */
  testOnly: boolean;
}
