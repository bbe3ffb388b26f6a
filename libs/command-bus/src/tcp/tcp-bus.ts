import { DryRun } from '@licet/dry-run';
import {
  type CallContext,
  type CallDefinition,
  laneOf,
  type ReplyOf,
  type RequestOf,
  type Service,
} from '@licet/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandBus } from '../command-bus.ts';
import { assertInTime } from '../deadline.ts';
import { ServiceUnavailable } from '../errors.ts';
import { ConnectionLost, NotBegun } from './failures.ts';
import { ServicePods } from './service-pods.ts';
import type { TlsFiles } from './tls-files.ts';

/** Milliseconds for which a service without any pod is asked again, for the moment in which its only pod restarts. */
const patience = 1000;
const pauseBetweenRounds = 50;

/**
 * The bus between processes. A call goes to the pod that its lane prefers, and on to the next one when that is dead. A command whose
 * outcome is unknown is sent again under the same command id, by which it finds its receipt, for as long as its deadline allows.
 */
export class TcpBus implements CommandBus {
  readonly #pods = new Map<Service, ServicePods>();

  constructor({ peers, tls }: { peers: Partial<Record<Service, string[]>>; tls: TlsFiles }) {
    for (const [service, addresses] of Object.entries(peers) as [Service, string[]][]) {
      if (addresses.length > 0) this.#pods.set(service, new ServicePods(service, addresses, tls));
    }
  }

  async call<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    context: CallContext,
  ): Promise<ReplyOf<D>> {
    assertInTime(definition, context);
    return DryRun.across(context, (traveling) => this.#call(definition, request, traveling));
  }

  async #call<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    context: CallContext,
  ): Promise<ReplyOf<D>> {
    const pods = this.#podsOf(definition.service);
    const lane = laneOfRequest(definition, request);
    const attempts = new Attempts(definition, context);
    for (;;) {
      for (const pod of await pods.inOrder(lane)) {
        try {
          return (await pod.call(definition, request, context)) as ReplyOf<D>;
        } catch (error) {
          attempts.failed(error);
        }
      }
      await attempts.nextRound();
    }
  }

  async everyPod<D extends CallDefinition>(
    definition: D,
    request: RequestOf<D>,
    context: CallContext,
  ): Promise<ReplyOf<D>[]> {
    assertInTime(definition, context);
    const pods = await this.#podsOf(definition.service).all();
    const results = await Promise.allSettled(pods.map((pod) => pod.call(definition, request, context, true)));
    const replies: ReplyOf<D>[] = [];
    for (const result of results) {
      if (result.status === 'fulfilled') replies.push(result.value as ReplyOf<D>);
      else if (!(result.reason instanceof NotBegun && result.reason.refused))
        throw asUnavailable(definition.service, result.reason);
    }
    if (replies.length === 0) throw new ServiceUnavailable(definition.service, 'no pod is there');
    return replies;
  }

  close(): Promise<void> {
    for (const pods of this.#pods.values()) pods.close();
    return Promise.resolve();
  }

  #podsOf(service: Service): ServicePods {
    const pods = this.#pods.get(service);
    if (!pods) throw new ServiceUnavailable(service, 'no address of it is known');
    return pods;
  }
}

/** What has been tried for one call, and whether to go on. */
class Attempts {
  readonly #definition: CallDefinition;
  readonly #deadline: number;
  readonly #impatientAt = Date.now() + patience;
  #reason: Error | undefined;
  #unknown = false;

  constructor(definition: CallDefinition, { deadline }: CallContext) {
    this.#definition = definition;
    this.#deadline = deadline;
  }

  /** Rethrows what another pod would not do better. */
  failed(error: unknown): void {
    if (!(error instanceof NotBegun || error instanceof ConnectionLost)) throw error;
    this.#reason = error;
    if (error instanceof ConnectionLost && this.#definition.kind === 'command') this.#unknown = true;
    this.#assertTimeLeft(this.#deadline);
  }

  /** A command of unknown outcome is worth its whole deadline; what was surely not begun fails soon. */
  async nextRound(): Promise<void> {
    const end = this.#unknown ? this.#deadline : Math.min(this.#deadline, this.#impatientAt);
    this.#assertTimeLeft(end - pauseBetweenRounds);
    await delay(pauseBetweenRounds);
  }

  #assertTimeLeft(end: number): void {
    if (Date.now() < end) return;
    throw new ServiceUnavailable(this.#definition.service, this.#reason?.message ?? 'no pod is there', {
      cause: this.#reason,
      ...(this.#unknown ? { code: 'outcome_unknown' } : {}),
    });
  }
}

const asUnavailable = (service: Service, error: unknown): unknown =>
  error instanceof NotBegun || error instanceof ConnectionLost
    ? new ServiceUnavailable(service, error.message, { cause: error })
    : error;

/** The lane of the streams that a request concerns. The service judges the request; a key that cannot be read is none. */
function laneOfRequest(definition: CallDefinition, request: unknown): number | undefined {
  try {
    const key = definition.key?.(request);
    return key === undefined ? undefined : laneOf(`call-${key}`);
  } catch {
    return undefined;
  }
}
