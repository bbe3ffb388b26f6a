import {
  type CallContext,
  type Claim,
  type Position,
  type RecordedEvent,
  type RenewalEvent,
  commandIdOf,
} from '@licet/contracts';
import { Contended, EventStore } from '@licet/event-store';
import { SharedWork, systemContext } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { Licenses } from '../aggregates.ts';
import type { RenewLicenseCommand, Voucher } from '../domain/renew-license.ts';
import type { Renewal, RenewalUse } from '../domain/renewal.ts';
import { PrepareRenewal } from '../renew-license/prepare-renewal.ts';
import { Renewals } from '../renewals.ts';

type Cause = Partial<CallContext>;

const attempts = 5;
const patience = 60_000; // milliseconds

/**
 * Renews the license that a renewal is being used for, or gives that up: by the call itself, and by the policy that watches for what a crash
 * has left undone, once in all, because both use the command ids that follow from the use. Which of the two it was the record says for ever,
 * since either takes the claim of the use. [design 3, processes; API-LIC-22]
 */
@Injectable()
export class RenewalSteps {
  readonly #underWay = new SharedWork<number, void>();

  constructor(
    private readonly store: EventStore,
    private readonly renewals: Renewals,
    private readonly licenses: Licenses,
    private readonly prepare: PrepareRenewal,
  ) {}

  /** Returns when nothing of a use is left to be done. Calls of one moment share the work. */
  finish(renewalId: number): Promise<void> {
    return this.#underWay.run(renewalId, () => this.#finish(renewalId));
  }

  /** Where everything stands that a use has left in the record. */
  async places(renewalId: number, { useId, license }: Pick<RenewalUse, 'useId' | 'license'>): Promise<Position[]> {
    const stream = `renewal-${renewalId}`;
    const steps = [
      [stream, useId],
      [`license-${license.licenseId}`, idOf(useId, 'apply')],
      [stream, idOf(useId, 'end')],
    ];
    const places = await Promise.all(steps.map(([of = '', commandId = '']) => this.store.placementOf(of, commandId)));
    return places.flatMap((it) =>
      it ? [{ service: 'licenses' as const, lane: it.lane, epoch: it.epoch, position: it.position }] : [],
    );
  }

  async #finish(renewalId: number): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { state } = await this.renewals.read(String(renewalId));
      if (state.kind === 'none' || !state.pending) return;
      await this.#take(state, state.pending);
    }
    throw new Contended(`renewal-${renewalId}`);
  }

  async #take(renewal: Renewal, use: RenewalUse): Promise<void> {
    const { renewalId, authorId } = renewal;
    const { useId } = use;
    const cause = await this.#causeOf(renewal, use);
    const execution = await this.#apply(renewal, use, cause);
    if (execution.kind === 'claimed') return; // given up by another process: the record says so by now
    const common = { request: { authorId }, useId };
    const end =
      execution.kind === 'accepted'
        ? ({ type: 'EndRenewalUse', ...common } as const)
        : ({ type: 'AbandonRenewalUse', ...common, refusal: execution.refusal, claim: claimOf(useId) } as const);
    await this.renewals.decide(renewalId, end, callOf(useId, 'end', cause));
  }

  async #apply(renewal: Renewal, { useId, license, expectedVersion }: RenewalUse, cause: Cause) {
    const { licenseId } = license;
    const { state } = await this.licenses.read(String(licenseId));
    const call = callOf(useId, 'apply', cause);
    const found =
      state.kind === 'none' ? { option: state, firstActivatedAt: null } : await this.prepare.of(state, call);
    const request = { authorId: renewal.authorId, licenseId, ...(expectedVersion !== null && { expectedVersion }) };
    const command: RenewLicenseCommand = {
      ...{ type: 'RenewLicense', request, terms: renewal.terms, voucher: voucherOf(renewal) },
      ...{ claim: claimOf(useId), ...found },
    };
    return this.licenses.decide(licenseId, command, call);
  }

  /** Whoever asked, in the words of the event: also when somebody else finishes it. */
  async #causeOf({ renewalId }: Renewal, { useId }: RenewalUse): Promise<Cause> {
    const events = (await this.store.readStream(`renewal-${renewalId}`)) as RecordedEvent<RenewalEvent>[];
    const asking = events.find(
      ({ type, data }) => type === 'RenewalUseRequested' && 'useId' in data && data.useId === useId,
    );
    if (!asking) throw new Error(`The record of renewal ${renewalId} does not say who asked.`);
    const { actor, via, requestId, correlationId, eventId } = asking.metadata;
    return { actor, via, requestId, correlationId, causationId: eventId };
  }
}

/** Rights were judged when it was asked for. */
const callOf = (useId: string, step: 'apply' | 'end', cause: Cause): CallContext => ({
  ...systemContext('licenses', patience, { ...cause, commandId: idOf(useId, step) }),
  scopes: ['licenses:write', 'licenses:void'],
});

/** The same for everybody who takes the step. */
const idOf = (useId: string, step: 'apply' | 'end'): string => commandIdOf(`renewalUse:${useId}:${step}`);

const claimOf = (useId: string): Claim => ({ scope: 'renewalUse', key: useId });

export const voucherOf = ({ renewalId, uuid, productId, types: { fromTypeId }, isTest }: Renewal): Voucher => ({
  ...{ renewalId, uuid, productId, fromTypeId, isTest },
});
