import { Handles } from '@licet/command-bus';
import {
  type BalanceEntry,
  type CallContext,
  type Code,
  EnterBalance,
  type LedgerEvent,
  type Position,
  type RecordedEvent,
  type Refusal,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { CreditPools } from '../credit-pools.ts';
import { CreditReasons } from '../credit-reasons.ts';
import { decidePrepared } from '../decide-prepared.ts';
import type { Enter } from '../domain/commands.ts';
import { amountOf } from '../domain/credits.ts';
import { ledgerDecider } from '../domain/ledger.decide.ts';
import { isClosed } from '../domain/ledger.ts';
import { Ledgers } from '../ledgers.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { LicenseStale } from '../policies/stale-licenses.ts';
import { UseSteps } from '../policies/use-steps.ts';
import { Resources } from '../resources.ts';

type Request = RequestOf<typeof EnterBalance>;
type Reply = ReplyOf<typeof EnterBalance>;
type Changed = Extract<LedgerEvent, { type: 'BalanceChanged' }>['data'];

/** Adds to a balance of a license or of its customer, or consumes of it, or of both. [API-BAL-01, API-BAL-02] */
@Controller()
export class EnterBalanceHandler {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
    private readonly pools: CreditPools,
    private readonly reasons: CreditReasons,
    private readonly steps: UseSteps,
  ) {}

  @Handles(EnterBalance)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { authorId, licenseId, target } = request;
    const ledger = await this.finder.find(licenseId);
    if (ledger?.terms.authorId !== authorId) return refused(unknownLicense);
    if (target === 'customer') return this.#ofCustomer(request, call);
    const command: Enter = { type: 'enter', request, reason: this.#sealed(request), useId: call.commandId };
    const short = target === 'all' ? await this.#short(command, call) : undefined;
    if (short) return refused(short);
    const { execution } = await decidePrepared(async () => {
      const decided = await this.ledgers.decide(licenseId, command, call);
      return decided.kind === 'refused' ? { execution: decided, refusal: decided.refusal } : { execution: decided };
    });
    if (execution.kind === 'refused') return refused(execution.refusal);
    if (execution.kind === 'claimed') throw new Error('Another command has the id of this one.');
    const changed = changedBy(execution);
    const positions = execution.position ? [execution.position] : [];
    if (changed.rest) return this.#finish(request, changed, positions, call);
    return made(entryOf(request, changed, call), positions, execution.version);
  }

  /** Whose license it is the record says: this process may not have heard yet that it went to somebody else. */
  async #ofCustomer(request: Request, call: CallContext): Promise<Reply> {
    const { authorId, licenseId, name, amount, reason } = request;
    const { state } = await this.ledgers.read(String(licenseId));
    if (state.kind === 'unknown') return refused(unknownLicense);
    if (state.stale) throw new LicenseStale(licenseId);
    const { customerId } = state.terms;
    if (customerId === null) {
      const before = await this.pools.entryOf(call.commandId);
      return before ? made(entryOf(request, before.data, call), [before.position]) : refused(ofNobody(amount));
    }
    const use = { useId: null, license: licenseId };
    const movement = { authorId, customerId, name, amount, reason: await this.reasons.seal(customerId, reason), use };
    const entry = await this.pools.enterOnce(movement, call);
    if ('refusal' in entry) return refused(entry.refusal);
    return made(entryOf(request, entry.data, call), [entry.position]);
  }

  /** What is refused before anything is recorded: both together have too little as they stand. Whoever repeats a call is told how it ended. */
  async #short(command: Enter, call: CallContext): Promise<Refusal | undefined> {
    const { licenseId, name } = command.request;
    if ((await this.store.glance(`ledger-${licenseId}`, call.commandId)).recorded) return undefined;
    const { state } = await this.ledgers.read(String(licenseId));
    const decision = ledgerDecider.decide(command, state, this.ledgers.contextAt(new Date()));
    const event = decision.kind === 'accepted' ? decision.events[0] : undefined;
    if (event?.type !== 'BalanceChanged' || !event.data.rest || state.kind !== 'open') return undefined;
    const { rest, balance, amount } = event.data;
    const { credits } = await this.pools.standing(rest.customerId);
    const there = amountOf(credits, name);
    if (there !== undefined && there >= rest.amount) return undefined;
    const known = there !== undefined || state.balances.some((it) => it.name === name);
    return known ? insufficient(balance - amount + (there ?? 0)) : { code: 'not_found', facts: { what: 'balance' } };
  }

  /** The customer pays the rest, or the license gets back what it has paid; he pays nothing where it was deleted for good before. */
  async #finish(request: Request, changed: Changed, positions: Position[], call: CallContext): Promise<Reply> {
    const { licenseId } = request;
    const { state } = await this.ledgers.read(String(licenseId));
    const use = state.kind === 'open' && state.uses.find(({ useId }) => useId === call.commandId);
    if (use) await this.steps.finish(state, use);
    const [end] = (await this.steps.end(licenseId, call.commandId)) as (RecordedEvent & LedgerEvent)[];
    if (!end && isClosed((await this.ledgers.read(String(licenseId))).state))
      return { ...refused(unknownLicense), positions };
    if (end?.type !== 'BalanceUseEnded' && end?.type !== 'BalanceChanged')
      throw new Error(`What license ${licenseId} and its customer were to pay has no end.`);
    const { lane, epoch, position } = end;
    const all = [...positions, { service: 'activations' as const, lane, epoch, position }];
    if (end.type === 'BalanceChanged') return { ...refused(whyUndone(end.data)), positions: all };
    const balance = changed.balance + end.data.left;
    return made(entryOf(request, { amount: request.amount, balance, at: changed.at }, call), all, end.version);
  }

  /** The finder has made sure of the key. */
  #sealed({ licenseId, reason }: Request) {
    const { vault } = this.resources;
    return reason === '' ? null : vault.sealNow(vault.subject(`ledger-${licenseId}`), reason);
  }
}

function changedBy({ events: [event] }: { events: readonly LedgerEvent[] }): Changed {
  if (event?.type !== 'BalanceChanged') throw new Error('No balance was changed');
  return event.data;
}

function whyUndone({ undoes, balance }: Changed): Refusal {
  if (undoes?.code === 'balance_insufficient') return insufficient(balance + undoes.left);
  return { code: (undoes?.code ?? 'internal') as Code, facts: { what: 'balance' } };
}

const entryOf = (
  { name, reason }: Request,
  { amount, balance, at }: Pick<Changed, 'amount' | 'balance' | 'at'>,
  { actor }: CallContext,
): BalanceEntry => ({ kind: 'entry', name, amount, balance, reason, at, actor });

const unknownLicense: Refusal = { code: 'not_found', facts: { what: 'license' } };
/** The license has no customer. */
const ofNobody = (amount: number): Refusal =>
  amount < 0 ? insufficient(0) : { code: 'parameter_invalid', facts: { pointers: ['/target'] } };
const insufficient = (balance: number): Refusal => ({ code: 'balance_insufficient', facts: { balance } });
const refused = (refusal: Refusal) => ({ ok: false as const, refusal });

const made = (entry: BalanceEntry, positions: readonly Position[], usage?: number): Reply => ({
  ok: true,
  value: { entry, balance: entry.balance, ...(usage !== undefined && { usage }) },
  ...(positions.length > 0 && { positions }),
});
