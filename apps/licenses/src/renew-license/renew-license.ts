import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  type Position,
  type RecordedEvent,
  type Refusal,
  type RenewalEvent,
  type RenewalTerms,
  RenewLicense,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { Contended, EventStore } from '@licet/event-store';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { decideLicense } from '../domain/license.decide.ts';
import type { License } from '../domain/license.ts';
import { type RenewLicenseCommand, type Voucher, notApplicable } from '../domain/renew-license.ts';
import { unusable } from '../domain/renewal.decide.ts';
import { type Renewal, endOfUse } from '../domain/renewal.ts';
import { LicenseTeller } from '../license-teller.ts';
import { RenewalSteps, voucherOf } from '../policies/renewal-steps.ts';
import { recordedLicense } from '../recorded-license.ts';
import { notFound } from '../refusals.ts';
import { RenewalKeys } from '../renewal-keys.ts';
import { RenewalTeller } from '../renewal-teller.ts';
import { Renewals } from '../renewals.ts';
import { PrepareRenewal } from './prepare-renewal.ts';

type Request = RequestOf<typeof RenewLicense>;
type Reply = ReplyOf<typeof RenewLicense>;

const attempts = 5;

/** Renews a license, by a voucher that is spent by it or by terms. [API-LIC-22] */
@Controller()
export class RenewLicenseHandler {
  constructor(
    private readonly store: EventStore,
    private readonly licenses: Licenses,
    private readonly renewals: Renewals,
    private readonly keys: RenewalKeys,
    private readonly prepare: PrepareRenewal,
    private readonly steps: RenewalSteps,
    private readonly renewalTeller: RenewalTeller,
    private readonly teller: LicenseTeller,
  ) {}

  @Handles(RenewLicense)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { authorId, licenseId, renewalKey, terms } = request;
    const { state } = await this.licenses.read(String(licenseId));
    if (state.kind === 'none' || state.authorId !== authorId) return notFound('license');
    if ((renewalKey === null) === (terms === null))
      return refused({ code: 'parameter_invalid', facts: { what: 'form' } });
    if (renewalKey !== null) return this.#byKey(request, renewalKey, state, call);
    return terms ? this.#byTerms(request, terms, state, call) : notFound('license');
  }

  async #byTerms(request: Request, terms: RenewalTerms, license: License, call: CallContext): Promise<Reply> {
    const command = await this.#command(request, terms, null, license, call);
    const reply = replyTo(await this.licenses.decide(license.licenseId, command, call), recordedLicense);
    return reply.ok ? { ...reply, value: await this.teller.tell(reply.value, reply.positions?.[0]) } : reply;
  }

  async #byKey(request: Request, key: string, license: License, call: CallContext): Promise<Reply> {
    const { authorId, licenseId } = request;
    const renewalId = await this.keys.find(authorId, key);
    const renewal = renewalId === undefined ? undefined : await this.renewalTeller.named(authorId, renewalId);
    if (!renewal) return this.#unknown(request, license, call);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const fault = await this.#assess(request, renewal, license, call);
      if (fault) return refused(fault);
      const use = { useId: call.commandId, license: { licenseId, uuid: license.uuid } };
      const command = { type: 'UseRenewal', request: { authorId }, ...use } as const;
      const expected = { expectedVersion: request.expectedVersion ?? null };
      const execution = await this.renewals.decide(renewal.renewalId, { ...command, ...expected }, call);
      const again = execution.kind === 'refused' && execution.refusal.facts?.again === true;
      if (!again && execution.kind === 'refused') return refused(execution.refusal);
      await this.steps.finish(renewal.renewalId);
      if (!again) return this.#outcome(request, renewal, call);
    }
    throw new Contended(`renewal-${renewal.renewalId}`);
  }

  /** Before anything is recorded, so that a refusal leaves nothing; whoever repeats a command is told how it ended. */
  async #assess(
    request: Request,
    { renewalId }: Renewal,
    license: License,
    call: CallContext,
  ): Promise<Refusal | undefined> {
    const { recorded: begun } = await this.store.glance(`renewal-${renewalId}`, call.commandId);
    if (begun) return undefined;
    const { state: renewal } = await this.renewals.read(String(renewalId));
    if (renewal.kind === 'none') throw new Error(`Renewal ${renewalId} is not there any more.`);
    const command = await this.#command(request, renewal.terms, voucherOf(renewal), license, call);
    const decision = decideLicense(command, license, contextOf(call, new Date()));
    const forbidden = decision.kind === 'refused' && decision.refusal.code !== 'renewal_not_applicable';
    if (forbidden) return decision.refusal;
    const fault = renewal.pending ? undefined : unusable(renewal);
    if (fault) return notApplicable(fault).refusal;
    return decision.kind === 'refused' ? decision.refusal : undefined;
  }

  /** Of rights and versions first, as with any other key. */
  async #unknown(request: Request, license: License, call: CallContext): Promise<Reply> {
    const nothing = { expiry: null, support: null, edition: null };
    const command = await this.#command(request, nothing, null, license, call);
    const decision = decideLicense(command, license, contextOf(call, new Date()));
    const forbidden = decision.kind === 'refused' && decision.refusal.code !== 'renewal_not_applicable';
    return refused(forbidden ? decision.refusal : notApplicable('unknown').refusal);
  }

  async #outcome({ authorId, licenseId }: Request, { renewalId }: Renewal, call: CallContext): Promise<Reply> {
    const events = (await this.store.readStream(`renewal-${renewalId}`)) as RecordedEvent<RenewalEvent>[];
    const end = endOfUse(events as RenewalEvent[], call.commandId);
    if (end === undefined) throw new Error(`The use of renewal ${renewalId} has no end.`);
    const { state } = await this.licenses.read(String(licenseId));
    const use = { useId: call.commandId, license: { licenseId, uuid: '' } };
    const positions: Position[] = await this.steps.places(renewalId, use);
    if (end !== 'used') return { ...refused(end), positions };
    if (state.kind === 'none' || state.authorId !== authorId) return notFound('license');
    return { ok: true, value: await this.teller.tell(state), positions };
  }

  async #command(
    { authorId, licenseId, expectedVersion }: Request,
    terms: RenewalTerms,
    voucher: Voucher | null,
    license: License,
    call: CallContext,
  ): Promise<RenewLicenseCommand> {
    const request = { authorId, licenseId, ...(expectedVersion !== undefined && { expectedVersion }) };
    return { type: 'RenewLicense', request, terms, voucher, claim: null, ...(await this.prepare.of(license, call)) };
  }
}

const refused = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
