import {
  type CallContext,
  type CallDefinition,
  commonCalls,
  DeactivateInstallation,
  GetLedger,
  type ReplyOf,
  type RequestOf,
  WouldHold,
  noReactivations,
} from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Handles } from '../handles.ts';

const { DataKeys, Heads, AwaitApplied } = commonCalls.activations;

/** A service made for the suites: answers some calls of `activations` in ways that show what a bus does. */
@Controller()
export class ToyController {
  /** Requests that reached a handler, as it got them. */
  readonly seen: { request: unknown; context: CallContext }[] = [];
  readonly state = { subjects: ['kept in memory'] };
  /** Hears of each command, and of each query that takes time, when it is begun. */
  begun: (call: CallDefinition, commandId: string) => void = () => undefined;

  /** Answers with its process id; refuses license 404, throws for 500, 503 and 513, never answers for 408. */
  @Handles(GetLedger)
  async getLedger(
    { licenseId }: RequestOf<typeof GetLedger>,
    context: CallContext,
  ): Promise<ReplyOf<typeof GetLedger>> {
    this.seen.push({ request: { licenseId }, context });
    if (licenseId === 404) return { ok: false, refusal: { code: 'not_found', facts: { licenseId } } };
    if (licenseId === 500) throw new Error('the password of the database is swordfish');
    if (licenseId === 503) throw Object.assign(new Error('the store is gone'), { code: 'STORE_UNAVAILABLE' });
    if (licenseId === 513) throw Object.assign(new Error('shut down by swordfish'), { code: '57P01' });
    if (licenseId === 408) await new Promise(() => undefined);
    return {
      ok: true,
      value: ledgerOf(licenseId),
      positions: [{ service: 'activations', lane: 3, epoch: 1, position: 7 }],
    };
  }

  /** Answers after as many milliseconds as the counter says. */
  @Handles(WouldHold)
  async wouldHold(
    { activationsLeft }: RequestOf<typeof WouldHold>,
    context: CallContext,
  ): Promise<ReplyOf<typeof WouldHold>> {
    this.seen.push({ request: activationsLeft, context });
    this.begun(WouldHold, context.commandId);
    const wait = activationsLeft && 'set' in activationsLeft ? activationsLeft.set : 0;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return {
      ok: true,
      value: {
        holds: true,
        activationsLeft: null,
        deactivationsLeft: 0,
        counter: process.pid,
        activeInstallations: 0,
        seatsInUse: 0,
        newestMachineAt: null,
      },
    };
  }

  /** Answers with the command id and the process id; never for the installation `hang`. */
  @Handles(DeactivateInstallation)
  async deactivate(
    { parameters }: RequestOf<typeof DeactivateInstallation>,
    { commandId }: CallContext,
  ): Promise<ReplyOf<typeof DeactivateInstallation>> {
    this.begun(DeactivateInstallation, commandId);
    if (parameters?.installationId === `hang in ${process.pid}`) await new Promise(() => undefined);
    return { ok: true, value: { at: `${commandId} in ${process.pid}` } };
  }

  /** Answers with what it keeps in memory and with what it was asked for, and spoils its request. */
  @Handles(DataKeys)
  async dataKeys(request: RequestOf<typeof DataKeys>): Promise<ReplyOf<typeof DataKeys>> {
    const asked = [...request.subjects];
    request.subjects.push('spoiled');
    const value = [...this.state.subjects, ...asked].map((subject) => ({ subject, key: null }));
    return Promise.resolve({ ok: true, value });
  }

  /** Answers with a text as long as the number of the first lane asked for. */
  @Handles(AwaitApplied)
  async awaitApplied({ positions }: RequestOf<typeof AwaitApplied>): Promise<ReplyOf<typeof AwaitApplied>> {
    const length = positions[0]?.lane ?? 0;
    return Promise.resolve({ ok: true, value: { applied: true, padding: 'x'.repeat(length) } });
  }

  @Handles(Heads)
  async heads(): Promise<ReplyOf<typeof Heads>> {
    return Promise.resolve({ ok: true, value: [{ lane: 0, epoch: 1, position: process.pid }] });
  }
}

const ledgerOf = (licenseId: number) => ({
  licenseId,
  activationsLeft: 4,
  deactivationsLeft: 3,
  counter: null,
  balances: [],
  seatsInUse: 1,
  firstActivatedAt: '2026-03-01T09:12:45.120Z',
  lastActivatedAt: null,
  lastCheckAt: undefined as never,
  newestMachineAt: null,
  reactivations: noReactivations,
  installations: [],
  version: process.pid,
});
