import { ServiceUnavailable } from '@licet/command-bus';
import { shortReads, tookTooLong } from '@licet/service-kit';
import type { OnModuleDestroy } from '@nestjs/common';

type Pool = ReturnType<typeof shortReads>;

/** So long may a page take; milliseconds. One that an index serves takes a few. [API-LIST-10] */
const patience = 3_000;

/** Connections for lists alone: what somebody searches must not keep reports, history and the feed waiting. */
export class ListConnections implements OnModuleDestroy {
  private readonly pool: Pool;

  constructor(databaseUrl: string, milliseconds = patience) {
    this.pool = shortReads(databaseUrl, { connections: 4, milliseconds });
  }

  /** Reads by them. @throws ServiceUnavailable where a statement took too long. */
  async read<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
    try {
      return await work(this.pool);
    } catch (error) {
      if (!tookTooLong(error)) throw error;
      throw new ServiceUnavailable('status-projector', 'a list took too long', { cause: error });
    }
  }

  onModuleDestroy(): Promise<void> {
    return this.pool.end();
  }
}
