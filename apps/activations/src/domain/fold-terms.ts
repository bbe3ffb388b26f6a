import {
  accept,
  type Accepted,
  type Claim,
  comparePositions,
  type Decision,
  type LedgerEvent,
  type LicenseChanges,
  refuse,
  type Terms,
  setAfter,
} from '@licet/contracts';
import { applyChanges } from './balances.ts';
import type { ChangeTerms, Close, LedgerContext, Open } from './commands.ts';
import { endInstallations, releaseMachines } from './end-installations.ts';
import { notKnown } from './ladder.ts';
import { evolve, type Ledger, type OpenLedger } from './ledger.ts';
import { openUse, settledUse } from './use-both.ts';

/** The claim by which a license is found by its serial number or key; letter case is ignored. [UNI-04, SN-05] */
export const serialClaim = (productId: number, key: string): Claim => ({
  scope: `serial/${productId}`,
  key: key.toLowerCase(),
});

/** The ledger of a license starts, in one append with what was changed since. Told again, nothing happens. */
export function decideOpening(command: Open, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  if (ledger.kind === 'open' || ledger.closed) return accept();
  const { added, source, claims } = command;
  const { licenseId, activationsLeft, deactivationsLeft, counter } = added;
  const { balances: terms, enteredAt: since } = added;
  const issued = terms && { issued: { terms, since } };
  const data = { licenseId, terms: termsOf(command), activationsLeft, deactivationsLeft, counter, ...issued, source };
  const events: LedgerEvent[] = [{ type: 'LedgerOpened', data }];
  let opened = evolve(ledger, { type: 'LedgerOpened', data });
  for (const { changes, source: later } of command.later ?? []) {
    const change = decideTermsChange({ type: 'changeTerms', changes, source: later, claims: 'leave' }, opened, context);
    if (change.kind === 'refused') return change;
    events.push(...change.events);
    opened = change.events.reduce(evolve, opened);
  }
  const key = opened.kind === 'open' ? opened.terms.key : added.key;
  const accepted = accept(...events);
  return claims === 'take' ? { ...accepted, claims: [serialClaim(added.productId, key)] } : accepted;
}

/**
 * A change by the owner becomes one event, and one more for each installation that it ends; what stands at or before the last one taken over
 * is old. [design 4]
 */
export function decideTermsChange(command: ChangeTerms, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  if (ledger.kind === 'unknown') {
    if (ledger.closed) return accept();
    const { code, facts } = notKnown('ledger');
    return refuse(code, facts);
  }
  const { changes, source, mending } = command;
  if (comparePositions(source, ledger.source) <= 0) return accept();
  if (ledger.stale && !mending) {
    const { code, facts } = notKnown('terms');
    return refuse(code, facts);
  }
  const balances = applyChanges(ledger, changes);
  const { unlocked } = changes;
  const counters = { ...balances, ...(unlocked && { unlocked }) };
  const data = {
    licenseId: ledger.licenseId,
    changes: changedTerms(endingFreeze(changes, ledger)),
    ...counters,
    source,
  };
  const changed = { type: 'TermsChanged', data } as const;
  const after = evolve(ledger, changed);
  const ended = after.kind === 'open' ? endedBy(changes, after, context) : [];
  return withClaims(accept<LedgerEvent>(changed, ...ended), command, ledger);
}

/** Machines that came while it was on the way are released too, and their freeze with them. [API-LIC-23] */
function endingFreeze({ freezeEnd, ...changes }: LicenseChanges, ledger: OpenLedger): LicenseChanges {
  if (!freezeEnd) return changes;
  const newest = changes.release ? ledger.newestMachineAt : null;
  const setAt = setAfter(freezeEnd.setAt, newest, ledger.terms.freezeEnd ?? null);
  return { ...changes, freezeEnd: { ...freezeEnd, setAt } };
}

function endedBy({ endInstallations: ending, release }: LicenseChanges, ledger: OpenLedger, context: LedgerContext) {
  if (release) return releaseMachines(ledger, context);
  return ending ? endInstallations(ledger, ending, context) : [];
}

/**
 * The license is deleted for good: nothing is decided about it any more, and its key is free again. Also where there is no ledger, so that a
 * word of the owner that is late opens none. What its customer has not paid for it yet he never will: those claims are taken with it. [JOB-03, JOB-12, TEST-09, API-BAL-02]
 */
export function decideClosing({ licenseId, source }: Close, ledger: Ledger): Decision<LedgerEvent> {
  if (ledger.kind === 'unknown' && ledger.closed) return accept();
  const accepted = accept<LedgerEvent>({ type: 'LedgerClosed', data: { licenseId, source } });
  if (ledger.kind === 'unknown') return accepted;
  const uses = ledger.uses.map(({ useId }) => useId);
  const releases = [serialClaim(ledger.terms.productId, ledger.terms.key), ...uses.map(openUse)];
  return { ...accepted, claims: uses.map(settledUse), releases };
}

function termsOf({ added, activationPassword }: Open): Terms {
  const { uuid, authorId, productId, optionId, customerId, key, serialNumberText, quantity } = added;
  const { expiresAt, expiryDays, licenseUpdate, isTest, isTrial, activationPasswordVerifier } = added;
  return {
    ...{ uuid, authorId, productId, optionId, customerId, key, serialNumberText, quantity },
    status: { status: 'active', reason: null },
    ...{ expiresAt, licenseUpdate, isTest, isTrial, activationPassword, activationPasswordVerifier },
    ...(expiryDays !== undefined && { expiryDays }),
    ...(added.support && { support: added.support }),
    ...(added.overrides && { overrides: added.overrides }),
    ...(added.serialPasswordVerifier && { serialPasswordVerifier: added.serialPasswordVerifier }),
  };
}

/** A new serial number text is the new key. [UNI-04] */
const changedTerms = ({
  status,
  expiresAt,
  expiryDays,
  licenseUpdate,
  serialNumberText,
  customerId,
  activationPassword,
  quantity,
  isTest,
  isTrial,
  invoiceBlocked,
  overrides,
  freezeEnd,
}: LicenseChanges): Partial<Terms> => ({
  ...(activationPassword && {
    activationPassword: activationPassword.sealed,
    activationPasswordVerifier: activationPassword.verifier,
  }),
  ...(quantity !== undefined && { quantity }),
  ...(isTest !== undefined && { isTest }),
  ...(isTrial !== undefined && { isTrial }),
  ...(invoiceBlocked !== undefined && { invoiceBlocked }),
  ...(overrides && { overrides }),
  ...(freezeEnd && { freezeEnd }),
  ...(customerId && { customerId: customerId.after }),
  ...(status && { status: status.after }),
  ...(expiresAt && { expiresAt: expiresAt.after }),
  ...(expiryDays && { expiryDays: expiryDays.after }),
  ...(licenseUpdate !== undefined && { licenseUpdate }),
  ...(serialNumberText && renamed(serialNumberText.after)),
});

/** The password of the serial number that it had goes with it. [PWD-11] */
const renamed = (key: string) => ({ serialNumberText: key, key, serialPasswordVerifier: null });

/** Released and taken in the append that changes the key, so that look-up never finds both or none. [SL-UAF-41] */
function withClaims(
  accepted: Accepted<LedgerEvent>,
  { changes, claims }: ChangeTerms,
  { terms }: OpenLedger,
): Accepted<LedgerEvent> {
  if (!changes.serialNumberText) return accepted;
  const before = serialClaim(terms.productId, terms.key);
  const after = serialClaim(terms.productId, changes.serialNumberText.after);
  if (before.key === after.key) return accepted;
  return { ...accepted, releases: [before], ...(claims === 'take' && { claims: [after] }) };
}
