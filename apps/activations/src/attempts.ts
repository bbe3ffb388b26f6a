import {
  ActivationRefused,
  type AttemptsEvent,
  type CallContext,
  commandIdOf,
  newUuid,
  type Position,
  type Refusal,
  type Sealed,
} from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { AttemptLimit } from './attempt-limit.ts';
import type { OpenLedger } from './domain/ledger.ts';
import { Resources } from './resources.ts';

type Data = AttemptsEvent['data'];
/** A check comes by itself again and again; one an hour tells enough. */
const perHour: Record<Data['attempt'], number> = { activation: 20, deactivation: 20, check: 1 };

export interface Attempt {
  attempt: Data['attempt'];
  version: string | null;
  computerId?: number;
  name?: Sealed | null;
}

/** Streams `attempts-<license number>`, which nothing folds: refused attempts on licenses that exist. [SA-GEN-18] */
@Injectable()
export class Attempts {
  readonly #limit = new AttemptLimit();

  constructor(@Inject(Resources) private readonly resources: ServiceResources) {}

  /** Records a refusal before it is answered, within the limit. */
  async record(ledger: OpenLedger, attempt: Attempt, refusal: Refusal, call: CallContext): Promise<Position[]> {
    const now = new Date();
    const key = `${ledger.licenseId}/${attempt.attempt}/${call.address ?? ''}`;
    const repeats = this.#limit.take(key, perHour[attempt.attempt], now.getTime());
    if (repeats === undefined) return [];
    const data: Data = {
      licenseId: ledger.licenseId,
      uuid: ledger.terms.uuid,
      attempt: attempt.attempt,
      code: refusal.code,
      repeats,
      version: attempt.version,
      computerId: attempt.computerId ?? null,
      name: attempt.name ?? null,
      address: await this.seal(ledger, call.address),
      ...(refusal.checks && { checks: [...refusal.checks] }),
      at: now.toISOString(),
    };
    return this.append(ledger, data, call);
  }

  private async seal({ licenseId }: OpenLedger, address: string | null): Promise<Sealed | null> {
    const { vault } = this.resources;
    return address === null ? null : vault.seal(vault.subject(`ledger-${licenseId}`), address);
  }

  private async append(ledger: OpenLedger, data: Data, call: CallContext): Promise<Position[]> {
    const { store } = this.resources;
    const { authorId } = ledger.terms;
    const { actor, via, requestId, correlationId, causationId, commandId } = call;
    const cause = { actor, via, requestId, correlationId, causationId };
    const metadata = { eventId: newUuid(), time: data.at, authorId, ...cause };
    const { type, version: schemaVersion } = ActivationRefused;
    const outcome = await store.append({
      streamId: `attempts-${ledger.licenseId}`,
      expectedVersion: 'any',
      commandId: commandIdOf(`${commandId}:refused`),
      authorId,
      events: [{ type, schemaVersion, data, metadata }],
    });
    if (outcome.kind !== 'appended' && outcome.kind !== 'repeated') return [];
    const { lane, epoch, position } = outcome;
    return [{ service: store.service, lane, epoch, position }];
  }
}
