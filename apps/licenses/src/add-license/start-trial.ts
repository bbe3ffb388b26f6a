import { Handles } from '@licet/command-bus';
import { type CallContext, type Refusal, type ReplyOf, type RequestOf, StartTrial } from '@licet/contracts';
import { Contended, EventStore, OutcomeUnknown } from '@licet/event-store';
import { Controller } from '@nestjs/common';
import { LicenseIssue } from './license-issue.ts';
import { Options } from '../aggregates.ts';
import type { Option } from '../domain/option.ts';
import { notFound } from '../refusals.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';
import { TrialBudgets } from './trial-budgets.ts';
import { type Asked, TrialsOfMachines } from './trials-of-machines.ts';

type Request = RequestOf<typeof StartTrial>;
type Reply = ReplyOf<typeof StartTrial>;

/** Machines that start the same trial at once meet each other here; one of them wins each time. */
const attempts = 5;

/** The one trial that a machine gets of an option: issued now, or long ago. [API-OPT-15] */
@Controller()
export class StartTrialHandler {
  constructor(
    private readonly store: EventStore,
    private readonly options: Options,
    private readonly customers: KnownCustomers,
    private readonly trials: TrialsOfMachines,
    private readonly licenses: LicenseIssue,
    private readonly budgets: TrialBudgets,
  ) {}

  @Handles(StartTrial)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { state: option } = await this.options.read(String(request.optionId));
    const refusal = refused(request, option);
    if (refusal || option.kind === 'none') return refusal ?? notFound('option');
    const asked = this.trials.asked(option, request);
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const known = await this.trials.find(asked);
      const reply =
        known === undefined ? await this.#startCounted(asked, request, call) : await this.#told(known, option, call);
      if (!('met' in reply)) return reply;
    }
    throw new Contended(`The machine asks for its trial of option ${option.optionId} too often at once.`);
  }

  /** What an author starts with a key is not counted. */
  async #startCounted(asked: Asked, { authorId }: Request, call: CallContext): Promise<Reply | { met: true }> {
    if (authorId !== null) return this.#start(asked, call);
    const taken = await this.budgets.take(asked.option, call);
    if ('code' in taken) return { ok: false, refusal: taken };
    try {
      const reply = await this.#start(asked, call);
      if ('met' in reply || !reply.ok) await taken.giveBack();
      return reply;
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) await taken.giveBack(); // unknown: the trial may be there
      throw error;
    }
  }

  /** `met`: the machine has got a trial meanwhile. */
  async #start(asked: Asked, call: CallContext): Promise<Reply | { met: true }> {
    const { option, isTest } = asked;
    const { authorId, optionId, settings } = option;
    const closed = await this.#closed(authorId, call);
    if (closed) return { ok: false, refusal: closed };
    if (!settings.trial) return { ok: false, refusal: { code: 'option_not_issuable', facts: { reason: 'noTrial' } } };
    const trial = { days: settings.trial.days, machine: asked.machine, claims: await this.trials.claims(asked) };
    const request = { authorId, optionId, customerId: null, fields: { ...fieldsOfTrial, isTest } };
    const reply = await this.licenses.issue(request, entitled(call, authorId), { trial });
    if (!reply.ok) return metOf(reply.refusal) ? { met: true } : reply;
    const { licenseId } = reply.value;
    return { ...reply, value: { licenseId, authorId, started: true } };
  }

  /** A command that is sent again has started what it finds. */
  async #told(licenseId: number, { authorId }: Option, { commandId }: CallContext): Promise<Reply> {
    const started = await this.store.placementOf(`license-${licenseId}`, commandId);
    return { ok: true, value: { licenseId, authorId, started: started !== undefined } };
  }

  async #closed(authorId: number, call: CallContext): Promise<Refusal | undefined> {
    const status = (await this.customers.account(authorId, call))?.status;
    if (status === 'closed') return { code: 'account_closed' };
    return status === 'readOnly' ? { code: 'account_read_only' } : undefined;
  }
}

/** What keeps a caller from the trial of this option; nobody is told of options that are not for everybody, as those with listed serials are not, whatever was stored. */
function refused({ authorId, uuid }: Request, option: Option | { kind: 'none' }): Reply | undefined {
  const named = option.kind === 'option' && (uuid === null || uuid === option.uuid) ? option : undefined;
  if (authorId !== null) return named?.authorId === authorId ? undefined : notFound('option');
  const { trial, serials } = named?.settings ?? {};
  return trial?.public && serials?.mode !== 'list' ? undefined : { ok: false, refusal: { code: 'unauthenticated' } };
}

/** Whoever may start a trial may have its license: the option has said so. */
const entitled = (call: CallContext, authorId: number): CallContext =>
  call.authorId === null ? { ...call, authorId, scopes: ['licenses:create'] } : call;

const metOf = ({ code, facts }: Refusal): boolean =>
  code === 'duplicate' && (facts?.what === 'trial' || facts?.what === 'testTrial');

const fieldsOfTrial = {
  ...{ quantity: 1, unitPrice: '0', currentVersion: '', licenseUpdate: '', notes: '' },
  ...{ licenseeName: '', licenseeEmail: '', isTrial: true },
};
