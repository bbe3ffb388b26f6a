import { shortReads } from '@licet/service-kit';
import type { OnModuleDestroy } from '@nestjs/common';

/** So long may a page take; milliseconds. One that an index serves takes a few. [API-LIST-10] */
const patience = 3_000;

/** Connections for lists alone: what somebody searches must not keep reports, history and the feed waiting. */
export class ListConnections implements OnModuleDestroy {
  readonly pool: ReturnType<typeof shortReads>;

  constructor(databaseUrl: string, milliseconds = patience) {
    this.pool = shortReads(databaseUrl, { connections: 4, milliseconds });
  }

  onModuleDestroy(): Promise<void> {
    return this.pool.end();
  }
}
