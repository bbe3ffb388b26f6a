import type {
  ActivateInstallation,
  CheckInstallation,
  DeactivateInstallation,
  EnterBalance,
  EventOf,
  KeySetChanged,
  LicenseChanges,
  LicenseAdded,
  OptionSettings,
  PluginSettings,
  ProductSettings,
  RequestOf,
  Sealed,
  Source,
  AccountFacts,
  ActivationRules,
  TransitionInstallation,
} from '@licet/contracts';

export type ActivationRequest = RequestOf<typeof ActivateInstallation>;
export type CheckRequest = RequestOf<typeof CheckInstallation>;
export type DeactivationRequest = RequestOf<typeof DeactivateInstallation>;
/** How an account stands, and what it has set about activations; what is not named is as by default. */
export type Account = AccountFacts & Partial<ActivationRules>;
export type KeySet = EventOf<typeof KeySetChanged>['data'];

/** Whether the password sent along is right, and for which terms that was found out; null when none was sent. [PWD-07, PWD-08] */
export type PasswordProof = {
  verifier: string;
  own: boolean;
  /** Asked of `customers` when it is not the license's own. */
  customer: { customerId: number; matches: boolean } | null;
} | null;

/** Sealed texts of one activation and keyed hashes of its machine: what a pure decision cannot make. */
export interface ActivationRecord {
  installationId: string;
  token: { hash: string; sealed: Sealed };
  name: Sealed | null;
  activationData: Sealed | null;
  /** Of the entries of ActivationData, of the whole document where it has none, of UserCode2 where no document was sent. [SA-ACT-82] */
  machine: readonly string[];
  relatedInstallationId: { hash: string; sealed: Sealed } | null;
  address: Sealed | null;
}

/** What a plugin is told of a license, and which plugin; an answer holds for the same question only. [API-OPT-12] */
export interface PluginQuestion {
  optionId: number;
  plugin: PluginSettings;
  license: {
    licenseId: number;
    uuid: string;
    productId: number;
    customerId: number | null;
    quantity: number;
    isTest: boolean;
    expiresAt: string | null;
  };
}

/** `failed`: it could not be run or gave no valid answer. [SA-ACT-77, SA-ACT-78] */
export type PluginAnswer =
  { kind: 'allowed' } | { kind: 'refused'; code: number; message: string | null } | { kind: 'failed' };

export interface Activate {
  type: 'activate';
  request: ActivationRequest;
  /** Address that it comes from, in clear, to be compared only; null when unknown. [AMB-14] */
  from: string | null;
  /** The gate of SA-ACT-58 is shut for this address. */
  addressLocked: boolean;
  password: PasswordProof;
  /** Whether the customer is registered; null when no rule seemed to ask. */
  customer: { customerId: number; registered: boolean } | null;
  /** What the option's plugin has answered to which question; null when it was not asked. */
  plugin: { question: PluginQuestion; answer: PluginAnswer } | null;
  /** Null when no license was found: then there is nothing to record. */
  record: ActivationRecord | null;
}

export interface Check {
  type: 'check';
  request: CheckRequest;
  tokenHash: string;
  address: Sealed | null;
}

/** A balance is added to, or consumed of. [API-BAL-01] */
export interface Enter {
  type: 'enter';
  request: RequestOf<typeof EnterBalance>;
  reason: Sealed | null;
  /** Names a consumption of license and customer. */
  useId: string;
}

/** The customer has paid the part of a consumption that the license could not. `left`: what he has after it. [API-BAL-02] */
export interface EndUse {
  type: 'endUse';
  useId: string;
  left: number;
}

/** He could not. */
export interface UndoUse {
  type: 'undoUse';
  useId: string;
  code: string;
  left: number;
}

export interface Deactivate {
  type: 'deactivate';
  request: DeactivationRequest;
  tokenHash: string;
  address: Sealed | null;
}

/** Staff, or the customer of the license, changes the status of one installation. */
export interface Transition {
  type: 'transition';
  request: RequestOf<typeof TransitionInstallation>;
  reason: Sealed | null;
  note: Sealed | null;
  address: Sealed | null;
}

/**
 * A license was issued. `activationPassword` is sealed under the ledger's key. `later`: what its owner has changed since, where the owner was
 * asked; the ledger opens with all of it, so that nobody decides on terms of the past.
 */
export interface Open {
  type: 'open';
  added: EventOf<typeof LicenseAdded>['data'];
  activationPassword: Sealed;
  source: Source;
  later?: readonly Pick<ChangeTerms, 'changes' | 'source'>[];
  claims: ClaimPolicy;
}

/** The owner of the license changed it. */
export interface ChangeTerms {
  type: 'changeTerms';
  changes: LicenseChanges;
  source: Source;
  claims: ClaimPolicy;
  /** Also into a stale ledger: all that it missed comes again, in order. */
  mending?: true;
}

/** A fact of the owner cannot be taken over. */
export interface MarkStale {
  type: 'markStale';
  source: Source;
}

/** All facts of the owner up to `source` were taken over. */
export interface Mend {
  type: 'mend';
  source: Source;
}

/** The license was deleted for good. [JOB-12] */
export interface Close {
  type: 'close';
  licenseId: number;
  source: Source;
}

/** `leave`: the name belongs to another license by now, and a later event of this one will say so. */
export type ClaimPolicy = 'take' | 'leave';

export type LedgerCommand =
  Activate | Check | Deactivate | Transition | Enter | EndUse | UndoUse | Open | ChangeTerms | MarkStale | Mend | Close;

/** Facts of other services, as this pod has them. Undefined: never heard of. */
export interface SharedFacts {
  keySet(encryptionKeyId: string): KeySet | undefined;
  account(authorId: number): Account | undefined;
  product(productId: number): ProductSettings | undefined;
  option(optionId: number): OptionSettings | undefined;
}

export interface LedgerContext {
  /** RFC 3339 UTC with milliseconds. */
  now: string;
  facts: SharedFacts;
}
