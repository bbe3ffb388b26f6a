import { Handles, ServiceUnavailable } from '@licet/command-bus';
import {
  ActivateInstallation,
  type CallContext,
  type Code,
  type Refusal,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { AddressGate, type Trying } from '../address-gate.ts';
import { Attempts } from '../attempts.ts';
import { decidePrepared } from '../decide-prepared.ts';
import { refusalAtTheDoor } from '../domain/activation-door.ts';
import type { Activate } from '../domain/commands.ts';
import { questionIn } from '../domain/ladder.ts';
import { type Ledger, type OpenLedger, unknownLedger } from '../domain/ledger.ts';
import { Ledgers } from '../ledgers.ts';
import { FactsInMemory } from '../replicas/facts-in-memory.ts';
import { KeySetOwner } from '../policies/key-set-owner.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { ActivationPlugin } from './activation-plugin.ts';
import { ActivationReply } from './activation-reply.ts';
import { PrepareActivation } from './prepare-activation.ts';

type Request = RequestOf<typeof ActivateInstallation>;
type Parameters = NonNullable<Request['parameters']>;
type Answer = ReplyOf<typeof ActivateInstallation>;
interface Outcome {
  reply?: Extract<Answer, { ok: true }>;
  refusal?: Refusal;
  ledger?: OpenLedger;
  command?: Activate;
}

/** The plugin is asked again when the license was changed while it answered. */
const mostQuestions = 3;

/** Refusals at the door that an attempt on a license is recorded with. [SA-GEN-18] */
const recorded: ReadonlySet<Code> = new Set(['address_not_allowed', 'address_locked']);

/** Grants one activation to one machine. [SA-ACT] */
@Controller()
export class ActivateInstallationHandler {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
    private readonly preparation: PrepareActivation,
    private readonly answer: ActivationReply,
    private readonly gate: AddressGate,
    private readonly attempts: Attempts,
    private readonly keySets: KeySetOwner,
    private readonly facts: FactsInMemory,
    private readonly plugin: ActivationPlugin,
  ) {}

  @Handles(ActivateInstallation)
  async handle(request: Request, call: CallContext): Promise<Answer> {
    const early = this.barred(request, call);
    const keySet = request.protection?.encryptionKeyId ?? null;
    if (early?.code === 'key_set_unknown' && keySet !== null) await this.keySets.confirmUnknown(keySet);
    const { parameters } = request;
    if (early && !recorded.has(early.code)) return this.turnedAway(early);
    if (!parameters) throw new Error('Let in without parameters');
    const { reply, refusal, ledger, command } = await decidePrepared(() => this.attempt(request, parameters, call));
    if (reply) return reply;
    if (refusal?.code === 'credential_invalid') this.gate.count(this.trying(request, call, ledger));
    if (!refusal) throw new Error('Neither granted nor refused');
    if (!ledger) return { ok: false, refusal };
    const attempt = {
      attempt: 'activation',
      version: parameters.version,
      computerId: parameters.userCode2,
      name: command?.record?.name ?? null,
    } as const;
    return { ok: false, refusal, positions: await this.attempts.record(ledger, attempt, refusal, call) };
  }

  private async attempt(request: Request, parameters: Parameters, call: CallContext): Promise<Outcome> {
    const ledger = await this.find(request, parameters);
    const barred = this.barred(request, call, ledger);
    if (!ledger) return { refusal: barred ?? { code: 'credential_invalid' } };
    if (barred && !(await this.isStale(ledger.licenseId))) return { refusal: barred, ledger };
    const { command, token } = await this.preparation.prepare(request, parameters, ledger, call);
    const execution = await this.decide(ledger.licenseId, command, parameters, call);
    if (execution.kind === 'refused') return { refusal: execution.refusal, ledger, command };
    if (execution.kind === 'claimed') throw new Error('An activation claims nothing');
    const known = { sealed: command.record?.token.sealed, text: token };
    return { reply: await this.answer.granted(execution, known, parameters) };
  }

  /** Where nothing but the plugin's word is missing it is asked, and then decided anew on the ledger as it is. [API-OPT-12] */
  private async decide(licenseId: number, command: Activate, parameters: Parameters, call: CallContext) {
    for (let asked = 0; ; asked++) {
      const execution = await this.ledgers.decide(licenseId, command, call);
      const question = execution.kind === 'refused' ? questionIn(execution.refusal) : undefined;
      if (!question) return execution;
      if (asked === mostQuestions)
        throw new ServiceUnavailable('activations', 'what its plugin was asked about changes too fast');
      command = { ...command, plugin: { question, answer: await this.plugin.ask(question, parameters, call) } };
    }
  }

  /** By the record; deciding then answers 503. */
  private async isStale(licenseId: number): Promise<boolean> {
    const { state } = await this.ledgers.read(String(licenseId));
    return state.kind === 'open' && state.stale !== null;
  }

  /** Why the call does not get as far as its credentials, if it does not. */
  private barred(request: Request, call: CallContext, ledger: Ledger = unknownLedger): Refusal | undefined {
    const addressLocked = this.gate.isShut(this.trying(request, call, ledger));
    const context = this.ledgers.contextAt(new Date());
    return refusalAtTheDoor({ request, from: call.address, addressLocked, ledger, context });
  }

  /** Whose key set it is, and in the older service whose license. */
  private trying({ protection }: Request, { address }: CallContext, ledger: Ledger = unknownLedger): Trying {
    const license = ledger.kind === 'open' ? ledger : undefined;
    const keySet = this.facts.keySet(protection?.encryptionKeyId ?? '');
    return { address, licenseId: license?.licenseId, authorId: license?.terms.authorId ?? keySet?.authorId };
  }

  private async turnedAway(refusal: Refusal): Promise<Answer> {
    await decidePrepared(() => Promise.resolve({ refusal }));
    return { ok: false, refusal };
  }

  /**
   * The license that the credentials name, as far as it is one of the key set's author. The older service knows no author: there the
   * product says whose a serial number is. [SA-GEN-19, SA-ACT-03, SA-ACT-05, LG-04]
   */
  private async find({ protection }: Request, parameters: Parameters): Promise<OpenLedger | undefined> {
    const { licenseId, serialNumber, productIds } = parameters;
    if (protection === null && licenseId !== null) return this.finder.find(licenseId);
    const authorId =
      protection === null
        ? this.facts.authorOf(productIds)
        : this.facts.keySet(protection.encryptionKeyId ?? '')?.authorId;
    if (authorId === undefined) return undefined;
    const ledger =
      licenseId !== null
        ? await this.finder.find(licenseId)
        : await this.finder.findBySerial(serialNumber ?? '', productIds, authorId);
    return ledger?.terms.authorId === authorId ? ledger : undefined;
  }
}
