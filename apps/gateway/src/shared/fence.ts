import { DryRun } from '@licet/dry-run';
import type { CommandBus } from '@licet/command-bus';
import {
  type CallContext,
  type Position,
  type Service,
  commonCalls,
  comparePositions,
  dependentsOf,
  newUuid,
} from '@licet/contracts';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long an acknowledgement waits for those who derive from it. Milliseconds. [design 4, API-VERB-08] */
const patience = 2000;
/** How often a dependent that missed is asked whether it has caught up, and for how long until somebody writes again. */
const probe = { pauseMs: 500, rounds: 240 };

/**
 * Whether everybody who reads what was written has applied it; false after two seconds, the change being durable all the same. `shared`:
 * the change concerns facts that every process keeps in memory (products, options, customers, key sets, accounts), so every pod is asked
 * as well; changes of `customers` always do. A dependent that missed is not waited for until it has caught up. [design 4, fence]
 */
export async function settled(
  bus: CommandBus,
  positions: readonly Position[],
  context: CallContext,
  { shared = false }: { shared?: boolean } = {},
): Promise<boolean> {
  if (DryRun.current) return true; // there is nothing to see for anybody
  const fence = fenceOf(bus);
  const answers = [...byDependent(positions)].map(([dependent, waited]) =>
    fence.wait(dependent, waited, context, shared || waited.some(({ service }) => service === 'customers')),
  );
  return (await Promise.all(answers)).every(Boolean);
}

function byDependent(positions: readonly Position[]): Map<Service, Position[]> {
  const waits = new Map<Service, Position[]>();
  for (const position of positions)
    for (const dependent of dependentsOf[position.service])
      waits.set(dependent, [...(waits.get(dependent) ?? []), position]);
  return waits;
}

/** What one bus has learnt about who is behind. */
class Fence {
  readonly #bus: CommandBus;
  /** Positions that a dependent missed, newest per lane. */
  readonly #missed = new Map<Service, Map<string, Position>>();

  constructor(bus: CommandBus) {
    this.#bus = bus;
  }

  async wait(
    dependent: Service,
    positions: readonly Position[],
    context: CallContext,
    everyPod: boolean,
  ): Promise<boolean> {
    if (this.#missed.has(dependent)) {
      this.#note(dependent, positions);
      return false;
    }
    const deadline = Math.min(context.deadline, Date.now() + patience);
    if (await this.#applied(dependent, positions, { ...context, deadline }, everyPod)) return true;
    const first = !this.#missed.has(dependent);
    this.#note(dependent, positions);
    if (first) void this.#watch(dependent, context);
    return false;
  }

  /** Asks the dependent in the background until it has what it missed. Gives up after a while; the next write begins anew. */
  async #watch(dependent: Service, context: CallContext): Promise<void> {
    for (let round = 0; round < probe.rounds; round++) {
      const missed = [...(this.#missed.get(dependent)?.values() ?? [])];
      const deadline = Date.now() + patience;
      const caughtUp = await this.#applied(dependent, missed, { ...context, commandId: newUuid(), deadline }, true);
      if (caughtUp) break;
      await sleep(probe.pauseMs, undefined, { ref: false });
    }
    this.#missed.delete(dependent);
  }

  async #applied(
    dependent: Service,
    positions: readonly Position[],
    context: CallContext,
    everyPod: boolean,
  ): Promise<boolean> {
    const { AwaitApplied } = commonCalls[dependent];
    const plain = positions.map(({ service, lane, epoch, position }) => ({ service, lane, epoch, position }));
    try {
      const [stored, held] = await Promise.all([
        this.#bus.call(AwaitApplied, { positions: plain, pod: false }, context),
        everyPod ? this.#bus.everyPod(AwaitApplied, { positions: plain, pod: true }, context) : [],
      ]);
      return [stored, ...held].every((reply) => reply.ok && reply.value.applied);
    } catch {
      return false; // whoever cannot be asked has not told that it is there
    }
  }

  #note(dependent: Service, positions: readonly Position[]): void {
    const missed = this.#missed.get(dependent) ?? new Map<string, Position>();
    for (const position of positions) {
      const lane = `${position.service}/${position.lane}`;
      const known = missed.get(lane);
      if (!known || comparePositions(known, position) < 0) missed.set(lane, position);
    }
    this.#missed.set(dependent, missed);
  }
}

const fences = new WeakMap<CommandBus, Fence>();

function fenceOf(bus: CommandBus): Fence {
  const fence = fences.get(bus) ?? new Fence(bus);
  fences.set(bus, fence);
  return fence;
}
