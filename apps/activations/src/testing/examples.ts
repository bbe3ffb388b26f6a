import {
  type ActivationRules,
  defaultOption,
  type EventOf,
  InstallationActivated,
  InstallationBanned,
  LedgerOpened,
  type LedgerEvent,
  LicenseAdded,
  type OptionSettings,
  ProductCreated,
  statusOfSolo,
  type ProductSettings,
  type Terms,
} from '@licet/contracts';
import type {
  Activate,
  ActivationRequest,
  Check,
  Deactivate,
  KeySet,
  LedgerContext,
  SharedFacts,
  Transition,
} from '../domain/commands.ts';

/** Hand-made commands, events and facts for tests: license 4001 of product 1001, option 2001, author 1, customer 3001. */
export const now = '2026-03-01T12:00:00.000Z';
export const verifier = 'hmac|password';
type Deep<T> = { [K in keyof T]?: T[K] extends object ? Partial<T[K]> : T[K] };

export const option = (changes: Deep<OptionSettings> = {}): OptionSettings => {
  const merged = Object.entries({ ...defaultOption, name: 'Single user' }).map(([name, value]) => {
    const change: unknown = changes[name as keyof OptionSettings];
    const whole =
      typeof value === 'object' && !Array.isArray(value)
        ? { ...value, ...(change as object | undefined) }
        : (change ?? value);
    return [name, whole];
  });
  return Object.fromEntries(merged) as OptionSettings;
};

export interface World {
  option?: Deep<OptionSettings>;
  product?: Partial<ProductSettings>;
  keySet?: Partial<KeySet>;
  account?: 'open' | 'readOnly' | 'closed';
  rules?: Partial<ActivationRules>;
  now?: string;
  /** Facts that nobody has told yet. */
  unheard?: (keyof SharedFacts)[];
}

export function context(world: World = {}): LedgerContext {
  const heard = <T>(fact: keyof SharedFacts, value: T): T | undefined =>
    world.unheard?.includes(fact) ? undefined : value;
  return {
    now: world.now ?? now,
    facts: {
      keySet: (id) => (id === 'PLAIN' ? heard('keySet', keySet(world.keySet)) : undefined),
      account: (authorId) =>
        heard('account', { authorId, mode: 'live', status: world.account ?? 'open', ...world.rules }),
      product: () => heard('product', { ...ProductCreated.sample.settings, ...world.product }),
      option: () => heard('option', option(world.option)),
    },
  };
}

const keySet = (changes: Partial<KeySet> = {}): KeySet => ({
  authorId: 1,
  encryptionKeyId: 'PLAIN',
  encryptionRequired: false,
  signatureRequired: false,
  productIds: null,
  ...changes,
});

export const added = (changes: Partial<EventOf<typeof LicenseAdded>['data']> = {}) => ({
  ...LicenseAdded.sample,
  activationPasswordVerifier: verifier,
  ...changes,
});

type Opening = Partial<Terms> & {
  activationsLeft?: number | null;
  deactivationsLeft?: number;
  counter?: number | null;
};
export function opened(changes: Opening = {}): LedgerEvent {
  const { activationsLeft = 5, deactivationsLeft = 3, counter = null, ...terms } = changes;
  return {
    type: 'LedgerOpened',
    data: {
      ...LedgerOpened.sample,
      terms: { ...LedgerOpened.sample.terms, activationPasswordVerifier: verifier, ...terms },
      ...{ activationsLeft, deactivationsLeft, counter },
    },
  };
}

export const installationId = (n: number): string => `019a6f70-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const tokenHash = (n: number): string => `token-${n}`;

export function activated(
  n: number,
  activationsLeft: number | null,
  changes: Partial<EventOf<typeof InstallationActivated>['data']> = {},
): LedgerEvent {
  const token = { hash: tokenHash(n), sealed: 's1|activations/ledger-4001|AAAA' };
  const data = { ...InstallationActivated.sample, installationId: installationId(n), token, activationsLeft, at: now };
  return { type: 'InstallationActivated', data: { ...data, ...changes } };
}

export const deactivated = (n: number, activationsLeft: number | null, deactivationsLeft: number): LedgerEvent => ({
  type: 'InstallationDeactivated',
  data: {
    ...{
      licenseId: 4001,
      licenseUuid: LedgerOpened.sample.terms.uuid,
      installationId: installationId(n),
      activationsLeft,
      deactivationsLeft,
    },
    ...{ by: 'software', address: null, at: now },
  },
});

export const banned = (n: number, at = now): LedgerEvent => ({
  type: 'InstallationBanned',
  data: {
    ...InstallationBanned.sample,
    installationId: installationId(n),
    activationsLeft: 5,
    deactivationsLeft: 2,
    at,
  },
});

type Parameters = NonNullable<ActivationRequest['parameters']>;
const plain = { encryptionKeyId: 'PLAIN', encrypted: false, signed: false };

export const parameters = (changes: Partial<Parameters> = {}): Parameters => ({
  licenseId: 4001,
  password: 'secret',
  serialNumber: null,
  productIds: [],
  optionId: null,
  userCode1: 1000,
  userCode2: 1000,
  requireRegistration: false,
  version: null,
  name: null,
  relatedInstallationId: null,
  activationData: null,
  clientTime: null,
  ...changes,
});

export interface Asking extends Partial<Omit<Activate, 'type' | 'request' | 'record'>> {
  parameters?: Partial<Parameters> | null;
  /** Null for the older service. */
  protection?: Partial<ActivationRequest['protection']> | null;
  machine?: readonly string[];
  /** Number of the installation that it would become. */
  n?: number;
}

export function activate(asking: Asking = {}): Activate {
  const { n = 1, machine = [`machine-${n}`], protection, parameters: asked, ...changes } = asking;
  const token = { hash: tokenHash(n), sealed: 's1|activations/ledger-4001|AAAA' };
  const related = asked?.relatedInstallationId ?? null;
  return {
    type: 'activate',
    request: {
      protection: protection === null ? null : { ...plain, ...protection },
      parameters: asked === null ? null : parameters(asked),
    },
    from: null,
    addressLocked: false,
    password: { verifier, own: true, customer: null },
    customer: null,
    plugin: null,
    record: {
      ...{ installationId: installationId(n), token, name: null, activationData: null, machine, address: null },
      relatedInstallationId: related === null ? null : { hash: related, sealed: 's1|activations/ledger-4001|AAAA' },
    },
    ...changes,
  };
}

export interface Using {
  n?: number;
  protection?: Partial<ActivationRequest['protection']>;
  parameters?: { version?: string | null; clientTime?: string | null } | null;
}

function using({ n = 1, protection, parameters: asked }: Using) {
  const sent = { installationId: tokenHash(n), version: null, clientTime: null, ...asked };
  const request = { protection: { ...plain, ...protection }, parameters: asked === null ? null : sent };
  return { request, tokenHash: tokenHash(n), address: null };
}
export const check = (asking: Using = {}): Check => ({ type: 'check', ...using(asking) });
export const deactivate = (asking: Using = {}): Deactivate => ({ type: 'deactivate', ...using(asking) });

/** What staff asks of installation `n`, unless the customer is said to. */
export const transition = (
  n: number,
  changes: Partial<Transition['request']> & { to: 'active' | 'deactivated' | 'banned' },
): Transition => ({
  type: 'transition',
  request: {
    ...{ authorId: 1, licenseId: 4001, installationId: installationId(n), takesDeactivation: true },
    ...{ by: 'staff', reason: '', note: '', expectedRevision: null },
    ...changes,
  },
  ...{ reason: null, note: null, address: null },
});

/** Statuses that let nothing go on, by SOLO's codes. [ST-02] */
export const inactiveStatuses = (['DUP', 'FRD', 'EXP', 'CHK', 'VOI', 'RET', 'DEL'] as const).map((code) => ({
  code,
  status: statusOfSolo(code),
}));
