import { type CommandBus, ServiceUnavailable } from '@licet/command-bus';
import { type Position, commonCalls, dependentsOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { commandBus } from '../command-bus.token.ts';
import { Resources } from '../resources.ts';

/** How long followers of the record are waited for; milliseconds. */
const patience = { own: 30_000, others: 10_000 };

/** Waits for those who follow what this service has recorded. */
@Injectable()
export class OwnRecord {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly store: EventStore,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  /** Returns when this service itself has followed all that was recorded before. Throws `ServiceUnavailable`. */
  async followed(): Promise<void> {
    const deadline = Date.now() + patience.own;
    if (!(await this.resources.consumers.waitReached('licenses', await this.store.heads(), deadline)))
      throw new ServiceUnavailable('licenses', 'it is behind its own record');
  }

  /** Returns when others have applied it as well, and these places of theirs, or after a while: the changes are durable all the same. */
  async appliedElsewhere(others: readonly Position[]): Promise<void> {
    const heads = (await this.store.heads()).filter(({ position }) => position > 0);
    const positions = [...heads.map((head): Position => ({ service: 'licenses', ...head })), ...others];
    const context = systemContext('licenses', patience.others);
    const waits = dependentsOf.licenses.map((dependent) =>
      this.bus.call(commonCalls[dependent].AwaitApplied, { positions, pod: false }, context),
    );
    for (const wait of await Promise.allSettled(waits))
      if (wait.status === 'rejected') this.resources.host.logger.debug({ err: wait.reason }, 'a dependent is behind');
    const deadline = Date.now() + patience.others;
    await this.resources.consumers.waitApplied(others, deadline, false);
  }
}
