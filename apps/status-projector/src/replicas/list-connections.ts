import { ServiceUnavailable } from '@licet/command-bus';
import { FairPlaces, NoPlace, shortReads, tookTooLong } from '@licet/service-kit';
import type { OnModuleDestroy } from '@nestjs/common';

type Pool = ReturnType<typeof shortReads>;

/** So long may a page take; milliseconds. One that an index serves takes a few. [API-LIST-10] */
const patience = 3_000;

/** Connections, and what an account may have of them at a time; the others are for other accounts. */
const connections = 4;
const share = { places: connections, each: 2, waiting: 20, patience: 5_000 };

/**
 * Connections for lists alone: what somebody searches must not keep reports, history and the feed waiting, nor the lists of other accounts.
 */
export class ListConnections implements OnModuleDestroy {
  private readonly pool: Pool;
  private readonly places = new FairPlaces(share);

  constructor(databaseUrl: string, milliseconds = patience) {
    this.pool = shortReads(databaseUrl, { connections, milliseconds });
  }

  /** Reads by them what an account asks for. @throws ServiceUnavailable where a statement took too long, or too much of the account waits. */
  async read<T>(authorId: number, work: (pool: Pool) => Promise<T>): Promise<T> {
    try {
      return await this.places.take(authorId, () => work(this.pool));
    } catch (error) {
      if (error instanceof NoPlace)
        throw new ServiceUnavailable('status-projector', 'too many lists of the account', { cause: error });
      if (!tookTooLong(error)) throw error;
      throw new ServiceUnavailable('status-projector', 'a list took too long', { cause: error });
    }
  }

  onModuleDestroy(): Promise<void> {
    return this.pool.end();
  }
}
