import type {
  EndReason,
  InstallationFacts,
  InstallationStatus,
  LedgerEvent,
  LedgerFacts,
  Sealed,
  Source,
  Terms,
} from '@licet/contracts';
import { emptyMap, lookUp, type PersistentMap, put, valuesOf } from './persistent-map.ts';
import { balanceChanged, balanceFacts, type BalanceUse, issuedBalances, type NamedBalance } from './named-balances.ts';
import {
  afterBinding,
  afterRelease,
  afterRestoring,
  type CountedReactivations,
  nothingCounted,
  unlocked,
} from './reactivations.ts';
import { bindMachine, forgetMachine, type Machines } from './machines.ts';

/** One activation of a license: a machine that holds it, or held it. */
export interface Installation {
  installationId: string;
  status: InstallationStatus;
  /** SOLO's InstallationID; null where the option issued none. [SA-ACT-36] */
  token: { hash: string; sealed: string } | null;
  /** Keyed hashes by which the machine is recognized. [SA-ACT-82] */
  machine: readonly string[];
  name: Sealed | null;
  version: string | null;
  activatedAt: string;
  lastCheckAt: string | null;
  endedAt: string | null;
  endReason: EndReason | null;
  /** How many events told of it, and when the last one did. */
  revision: number;
  updatedAt: string;
}

/** Null for unlimited activations and for an unset counter. */
export interface Balances {
  activationsLeft: number | null;
  deactivationsLeft: number;
  counter: number | null;
}

/** All that decisions about one license need, in one stream; plain JSON. */
export interface OpenLedger extends Balances {
  kind: 'open';
  licenseId: number;
  terms: Terms;
  /** Beside those that SOLO knows. [API-OPT-14] */
  balances: readonly NamedBalance[];
  /** What the customer still has to pay, or to leave. [API-BAL-02] */
  uses: readonly BalanceUse[];
  /** How many events there were: the version of its usage that callers see. [API-ETAG-01] */
  version: number;
  /** Last fact of `licenses` that this ledger took over. [design 4] */
  source: Source;
  /** First fact of `licenses` that could not be taken over; as long as it is missing nothing is decided. [design 4] */
  stale: Source | null;
  installations: PersistentMap<Installation>;
  /** Installation ids by the hash of their InstallationID. */
  tokens: PersistentMap<string>;
  machines: Machines;
  /** Machines that may not activate this license again. [API-INS-17] */
  bannedMachines: Machines;
  seatsInUse: number;
  reactivations: CountedReactivations;
  /** When a machine was bound last that was not bound before. [IP-FREEZE-01] */
  newestMachineAt: string | null;
  firstActivatedAt: string | null;
  lastActivatedAt: string | null;
  lastCheckAt: string | null;
  /** Time of the last event that has one: decisions never go back behind it. */
  lastAt: string;
}

/** `closed`: the license was deleted for good, so that nothing opens the ledger again. [JOB-03] */
export type Ledger = { kind: 'unknown'; closed?: true } | OpenLedger;

/** Raise when the shape of the state changes: snapshots of other versions are not read. */
export const ledgerStateVersion = 6;
export const unknownLedger: Ledger = { kind: 'unknown' };
const closedLedger: Ledger = { kind: 'unknown', closed: true };
export const isClosed = (ledger: Ledger): boolean => ledger.kind === 'unknown' && ledger.closed === true;

type Of<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>['data'];

export function evolve(ledger: Ledger, event: LedgerEvent): Ledger {
  const after = evolved(ledger, event);
  if (after.kind === 'unknown') return after;
  return { ...after, version: (ledger.kind === 'open' ? ledger.version : 0) + 1 };
}

function evolved(ledger: Ledger, event: LedgerEvent): Ledger {
  if (event.type === 'LedgerOpened') return opened(event.data);
  if (event.type === 'LedgerClosed') return closedLedger;
  if (ledger.kind === 'unknown') throw new Error(`${event.type} before LedgerOpened`);
  switch (event.type) {
    case 'TermsChanged':
      return termsChanged(ledger, event.data);
    case 'LedgerMarkedStale':
      return { ...ledger, stale: event.data.source };
    case 'LedgerMended':
      return { ...ledger, stale: null };
    case 'InstallationActivated':
      return activated(ledger, event.data);
    case 'InstallationReactivated':
      return reactivated(ledger, event.data);
    case 'InstallationChecked':
      return checked(ledger, event.data);
    case 'InstallationDeactivated':
      return ended(ledger, event.data, 'deactivated', event.data.by);
    case 'InstallationBanned':
      return banned(ledger, event.data);
    case 'InstallationRestored':
      return restored(ledger, event.data);
    case 'BalanceChanged':
      return balanceChanged(ledger, event.data);
    case 'BalanceUseEnded':
      return { ...ledger, uses: ledger.uses.filter(({ useId }) => useId !== event.data.useId) };
    default:
      return event satisfies never;
  }
}

function opened({ licenseId, terms, source, issued, ...left }: Of<'LedgerOpened'>): Ledger {
  const machines = { machines: emptyMap<never>(), bannedMachines: emptyMap<never>() };
  const maps = { installations: emptyMap<Installation>(), tokens: emptyMap<string>(), ...machines };
  const times = { firstActivatedAt: null, lastActivatedAt: null, lastCheckAt: null, lastAt: '' };
  const balances = { ...left, balances: issuedBalances(issued), uses: [], version: 0 };
  const use = { seatsInUse: 0, newestMachineAt: null, reactivations: nothingCounted };
  return { kind: 'open', licenseId, terms, source, stale: null, ...balances, ...maps, ...use, ...times };
}

const termsChanged = (ledger: OpenLedger, data: Of<'TermsChanged'>): OpenLedger => ({
  ...ledger,
  terms: { ...ledger.terms, ...data.changes },
  activationsLeft: data.activationsLeft,
  deactivationsLeft: data.deactivationsLeft,
  counter: data.counter,
  ...(data.unlocked && { reactivations: unlocked(ledger.reactivations) }),
  source: data.source,
});

function activated(ledger: OpenLedger, data: Of<'InstallationActivated'>): OpenLedger {
  const { installationId, token, machine, name, version, at } = data;
  const times = { activatedAt: at, lastCheckAt: null, endedAt: null, endReason: null, revision: 1, updatedAt: at };
  const installation = { installationId, token, machine, name, version, ...times };
  return {
    ...ledger,
    activationsLeft: data.activationsLeft,
    installations: put(ledger.installations, installationId, { ...installation, status: 'active' }),
    tokens: token ? put(ledger.tokens, token.hash, installationId) : ledger.tokens,
    machines: bindMachine(ledger.machines, machine, installationId),
    seatsInUse: ledger.seatsInUse + 1,
    reactivations: afterBinding(ledger.reactivations, data),
    newestMachineAt: data.bound ? ledger.newestMachineAt : at,
    firstActivatedAt: ledger.firstActivatedAt ?? at,
    lastActivatedAt: at,
    lastAt: at,
  };
}

/** What was sent replaces what was known; what was not sent stays. [SA-ACT-84] */
function reactivated(ledger: OpenLedger, data: Of<'InstallationReactivated'>): OpenLedger {
  const before = installationOf(ledger, data.installationId);
  const machine = data.machine.length > 0 ? data.machine : before.machine;
  const sent = { machine, name: data.name ?? before.name, version: data.version ?? before.version };
  const after = { ...told(before, data.at), ...sent };
  return {
    ...ledger,
    installations: put(ledger.installations, data.installationId, after),
    machines: bindMachine(
      forgetMachine(ledger.machines, before.machine, data.installationId),
      machine,
      data.installationId,
    ),
    lastActivatedAt: data.at,
    lastAt: data.at,
  };
}

function checked(ledger: OpenLedger, { installationId, version, at }: Of<'InstallationChecked'>): OpenLedger {
  const before = installationOf(ledger, installationId);
  const after = { ...told(before, at), lastCheckAt: at, version: version ?? before.version };
  const installations = put(ledger.installations, installationId, after);
  return { ...ledger, installations, lastCheckAt: at, lastAt: at };
}

const told = (before: Installation, at: string): Installation => ({
  ...before,
  revision: before.revision + 1,
  updatedAt: at,
});

type Ending = Pick<Of<'InstallationBanned'>, 'installationId' | 'activationsLeft' | 'deactivationsLeft' | 'at'>;

/** It stops, and where it had a seat, that is free. What a check tells is this time. [SA-GEN-22] */
function ended(ledger: OpenLedger, data: Ending, status: InstallationStatus, endReason: EndReason): OpenLedger {
  const { installationId, activationsLeft, deactivationsLeft, at } = data;
  const before = installationOf(ledger, installationId);
  const after = { ...told(before, at), status, endedAt: at, endReason };
  const wasActive = before.status === 'active';
  return {
    ...ledger,
    activationsLeft,
    deactivationsLeft,
    installations: put(ledger.installations, installationId, after),
    machines: forgetMachine(ledger.machines, before.machine, installationId),
    seatsInUse: ledger.seatsInUse - (wasActive ? 1 : 0),
    reactivations: wasActive ? afterRelease(ledger.reactivations) : ledger.reactivations,
    lastAt: at,
  };
}

/** Its machine is recognized and refused from now on. */
function banned(ledger: OpenLedger, data: Of<'InstallationBanned'>): OpenLedger {
  const { machine } = installationOf(ledger, data.installationId);
  const bannedMachines = bindMachine(ledger.bannedMachines, machine, data.installationId);
  return { ...ended(ledger, data, 'banned', 'banned'), bannedMachines };
}

function restored(ledger: OpenLedger, { installationId, activationsLeft, at }: Of<'InstallationRestored'>): OpenLedger {
  const before = installationOf(ledger, installationId);
  const after: Installation = { ...told(before, at), status: 'active', endedAt: null, endReason: null };
  return {
    ...ledger,
    activationsLeft,
    installations: put(ledger.installations, installationId, after),
    machines: bindMachine(ledger.machines, before.machine, installationId),
    bannedMachines: forgetMachine(ledger.bannedMachines, before.machine, installationId),
    seatsInUse: ledger.seatsInUse + 1,
    reactivations: afterRestoring(ledger.reactivations),
    lastAt: at,
  };
}

function installationOf(ledger: OpenLedger, installationId: string): Installation {
  const installation = lookUp(ledger.installations, installationId);
  if (!installation) throw new Error(`ledger-${ledger.licenseId} has no installation ${installationId}`);
  return installation;
}

/** The installation that an InstallationID names, by its hash. */
export function installationOfToken(ledger: OpenLedger, tokenHash: string): Installation | undefined {
  const installationId = lookUp(ledger.tokens, tokenHash);
  return installationId === undefined ? undefined : lookUp(ledger.installations, installationId);
}

/** Time of a decision: that of the clock, but never before what has happened already. */
export const timeOf = (ledger: OpenLedger, now: string): string => (now > ledger.lastAt ? now : ledger.lastAt);

/** What the ledger shows to others. Activations without an InstallationID count as seats and are not listed. [IN-02, IN-04] */
export const factsOf = (ledger: OpenLedger, version: number, now: string): LedgerFacts => ({
  licenseId: ledger.licenseId,
  activationsLeft: ledger.activationsLeft,
  deactivationsLeft: ledger.deactivationsLeft,
  counter: ledger.counter,
  balances: ledger.balances.map((balance) => balanceFacts(balance, now)),
  seatsInUse: ledger.seatsInUse,
  firstActivatedAt: ledger.firstActivatedAt,
  lastActivatedAt: ledger.lastActivatedAt,
  lastCheckAt: ledger.lastCheckAt,
  newestMachineAt: beginsFreeze(ledger) ? ledger.newestMachineAt : null,
  reactivations: { at: ledger.reactivations.at, lockout: ledger.reactivations.lockout },
  installations: [...valuesOf(ledger.installations)]
    .filter(({ token }) => token !== null)
    .map(installationFacts)
    .sort((a, b) => (a.activatedAt < b.activatedAt ? -1 : 1)),
  version,
});

/** Not where another end was set after it came: that one holds then, whichever clock the setter had. */
const beginsFreeze = ({ terms: { freezeEnd }, newestMachineAt }: OpenLedger): boolean =>
  !freezeEnd || newestMachineAt === null || newestMachineAt > freezeEnd.setAt;

export const installationFacts = (installation: Installation): InstallationFacts => {
  const { installationId, status, version, activatedAt, lastCheckAt, endedAt, endReason } = installation;
  return { installationId, status, version, activatedAt, lastCheckAt, endedAt, endReason };
};
