import { type CheckFacts, type Refusal, defaultAccountSettings } from '@licet/contracts';
import type { ActivationRequest, KeySet, LedgerContext } from './commands.ts';
import { named, type Rung, when } from './ladder.ts';

const hourMs = 3_600_000;

/** A call of a program, before its license is looked at. */
export interface AtTheDoor {
  request: { protection: ActivationRequest['protection']; parameters: object | null };
  context: LedgerContext;
}

/** The key set that the call names; undefined when it names none, or one that nobody knows. [SA-GEN-03] */
export function keySetOf({ request, context }: AtTheDoor): KeySet | undefined {
  const id = request.protection?.encryptionKeyId ?? null;
  return id === null ? undefined : context.facts.keySet(id);
}

/** 5000. The older service names none. [SA-ACT-51, LG-04] */
export const keySetKnown = (door: AtTheDoor): Refusal | undefined =>
  when(door.request.protection !== null && !keySetOf(door), 'key_set_unknown');

/** 5001. [SA-ACT-52] */
export const encryptedAsRequired = (door: AtTheDoor): Refusal | undefined =>
  when(keySetOf(door)?.encryptionRequired === true && !door.request.protection?.encrypted, 'encryption_required');

/** 5002. [SA-ACT-53] */
export const signedAsRequired = (door: AtTheDoor): Refusal | undefined =>
  when(keySetOf(door)?.signatureRequired === true && !door.request.protection?.signed, 'signature_required');

/** 5005. [SA-ACT-57, SA-DEA-22, SA-CHK-23] */
export const parametersReadable = ({ request }: AtTheDoor): Refusal | undefined =>
  when(request.parameters === null, 'parameter_invalid');

/** 5022: the clock is off by more than the account allows. [SA-ACT-75, SA-DEA-27, SA-CHK-27, AMB-13] */
export function clockRight(clientTime: string | null, authorId: number, context: LedgerContext): Refusal | undefined {
  if (clientTime === null) return undefined;
  const off = Math.abs(Date.parse(clientTime) - Date.parse(context.now));
  return when(off > clockTolerance(authorId, context) * hourMs, 'clock_invalid');
}

/** What that is judged by. [API-DRY-07] */
export const clockFacts = (clientTime: string | null, authorId: number, context: LedgerContext): CheckFacts =>
  clientTime === null ? {} : { clientTime, serverTime: context.now, toleranceHours: clockTolerance(authorId, context) };

const clockTolerance = (authorId: number, { facts }: LedgerContext): number =>
  facts.account(authorId)?.clockToleranceHours ?? defaultAccountSettings.clockToleranceHours;

/** 5000: a lenient key set opens no product that it does not serve. [SA-GEN-23] */
export const productServed = (keySet: KeySet | undefined, productId: number): Refusal | undefined =>
  when(keySet?.productIds?.includes(productId) === false, 'key_set_unknown');

/** What every call of a program is judged by first. [SA-GEN-20, SA-GEN-21] */
export const commonChecks: readonly Rung<AtTheDoor>[] = [
  named('input', keySetKnown),
  named('input', encryptedAsRequired),
  named('input', signedAsRequired),
  named('input', parametersReadable),
];
