import { type EventOf, ForgetPersonalAnswers, type LicensePurged, type RecordedEvent } from '@licet/contracts';
import { Consumer, concerning, keepAwake } from '@licet/event-stream';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type CommandBus, commandBus } from '../command-bus.token.ts';
import { Resources } from '../resources.ts';

/** Whenever a license was purged, then no answer that `customers` keeps for repeated calls tells its licensee any more. [API-IDEM-05, JOB-01] */
@Injectable()
export class ForgetAnswers implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'licenses-forget-answers',
        source: 'licenses',
        stream: own,
        pool: store.pool,
        ...concerning(isPurge, (events, tx) => keepAwake(tx, () => this.#handle(events))),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  async #handle(events: readonly Purge[]): Promise<void> {
    for (const authorId of new Set(events.map(({ data }) => data.authorId)))
      await this.bus.call(ForgetPersonalAnswers, { authorId }, systemContext('licenses', patience));
  }
}

const patience = 30_000; // milliseconds

type Purge = RecordedEvent<EventOf<typeof LicensePurged>>;
const isPurge = (event: RecordedEvent): event is Purge => event.type === 'LicensePurged';
