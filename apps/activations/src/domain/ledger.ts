import type { LedgerEvent, LedgerFacts, Source, Terms } from '@licet/contracts';
import { emptyMap, lookUp, type PersistentMap, put, valuesOf } from './persistent-map.ts';
import { bindMachine, forgetMachine, type Machines } from './machines.ts';

/** One activation of a license: a machine that holds it, or held it. */
export interface Installation {
  installationId: string;
  status: 'active' | 'deactivated' | 'banned';
  /** SOLO's InstallationID; null where the option issued none. [SA-ACT-36] */
  token: { hash: string; sealed: string } | null;
  /** Keyed hashes by which the machine is recognized. [SA-ACT-82] */
  machine: readonly string[];
  version: string | null;
  activatedAt: string;
  lastCheckAt: string | null;
  endedAt: string | null;
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
  /** Last fact of `licenses` that this ledger took over. [design 4] */
  source: Source;
  /** First fact of `licenses` that could not be taken over; as long as it is missing nothing is decided. [design 4] */
  stale: Source | null;
  installations: PersistentMap<Installation>;
  /** Installation ids by the hash of their InstallationID. */
  tokens: PersistentMap<string>;
  machines: Machines;
  seatsInUse: number;
  firstActivatedAt: string | null;
  lastActivatedAt: string | null;
  lastCheckAt: string | null;
  /** Time of the last event that has one: decisions never go back behind it. */
  lastAt: string;
}

/** `closed`: the license was deleted for good, so that nothing opens the ledger again. [JOB-03] */
export type Ledger = { kind: 'unknown'; closed?: true } | OpenLedger;

/** Raise when the shape of the state changes: snapshots of other versions are not read. */
export const ledgerStateVersion = 2;
export const unknownLedger: Ledger = { kind: 'unknown' };
const closedLedger: Ledger = { kind: 'unknown', closed: true };
export const isClosed = (ledger: Ledger): boolean => ledger.kind === 'unknown' && ledger.closed === true;

type Of<T extends LedgerEvent['type']> = Extract<LedgerEvent, { type: T }>['data'];

export function evolve(ledger: Ledger, event: LedgerEvent): Ledger {
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
      return deactivated(ledger, event.data);
    default:
      return event satisfies never;
  }
}

function opened({ licenseId, terms, activationsLeft, deactivationsLeft, counter, source }: Of<'LedgerOpened'>): Ledger {
  const maps = { installations: emptyMap<Installation>(), tokens: emptyMap<string>(), machines: emptyMap<never>() };
  const times = { firstActivatedAt: null, lastActivatedAt: null, lastCheckAt: null, lastAt: '' };
  const balances = { activationsLeft, deactivationsLeft, counter };
  return { kind: 'open', licenseId, terms, source, stale: null, ...balances, ...maps, seatsInUse: 0, ...times };
}

const termsChanged = (ledger: OpenLedger, data: Of<'TermsChanged'>): OpenLedger => ({
  ...ledger,
  terms: { ...ledger.terms, ...data.changes },
  activationsLeft: data.activationsLeft,
  deactivationsLeft: data.deactivationsLeft,
  counter: data.counter,
  source: data.source,
});

function activated(ledger: OpenLedger, data: Of<'InstallationActivated'>): OpenLedger {
  const { installationId, token, machine, version, at } = data;
  const installation = { installationId, token, machine, version, activatedAt: at, lastCheckAt: null, endedAt: null };
  return {
    ...ledger,
    activationsLeft: data.activationsLeft,
    installations: put(ledger.installations, installationId, { ...installation, status: 'active' }),
    tokens: token ? put(ledger.tokens, token.hash, installationId) : ledger.tokens,
    machines: bindMachine(ledger.machines, machine, installationId),
    seatsInUse: ledger.seatsInUse + 1,
    firstActivatedAt: ledger.firstActivatedAt ?? at,
    lastActivatedAt: at,
    lastAt: at,
  };
}

/** What was sent replaces what was known; what was not sent stays. [SA-ACT-84] */
function reactivated(ledger: OpenLedger, data: Of<'InstallationReactivated'>): OpenLedger {
  const before = installationOf(ledger, data.installationId);
  const machine = data.machine.length > 0 ? data.machine : before.machine;
  const after = { ...before, machine, version: data.version ?? before.version };
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
  const after = { ...before, lastCheckAt: at, version: version ?? before.version };
  const installations = put(ledger.installations, installationId, after);
  return { ...ledger, installations, lastCheckAt: at, lastAt: at };
}

function deactivated(ledger: OpenLedger, data: Of<'InstallationDeactivated'>): OpenLedger {
  const before = installationOf(ledger, data.installationId);
  const after = { ...before, status: 'deactivated' as const, endedAt: data.at };
  return {
    ...ledger,
    activationsLeft: data.activationsLeft,
    deactivationsLeft: data.deactivationsLeft,
    installations: put(ledger.installations, data.installationId, after),
    machines: forgetMachine(ledger.machines, before.machine, data.installationId),
    seatsInUse: ledger.seatsInUse - 1,
    lastAt: data.at,
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
export const factsOf = (ledger: OpenLedger, version: number): LedgerFacts => ({
  licenseId: ledger.licenseId,
  activationsLeft: ledger.activationsLeft,
  deactivationsLeft: ledger.deactivationsLeft,
  counter: ledger.counter,
  seatsInUse: ledger.seatsInUse,
  firstActivatedAt: ledger.firstActivatedAt,
  lastActivatedAt: ledger.lastActivatedAt,
  lastCheckAt: ledger.lastCheckAt,
  installations: [...valuesOf(ledger.installations)]
    .filter(({ token }) => token !== null)
    .map(({ installationId, status, version: appVersion, activatedAt, lastCheckAt, endedAt }) => ({
      ...{ installationId, status, version: appVersion },
      ...{ activatedAt, lastCheckAt, endedAt },
    }))
    .sort((a, b) => (a.activatedAt < b.activatedAt ? -1 : 1)),
  version,
});
