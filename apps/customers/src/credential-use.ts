import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Inject } from '@nestjs/common';
import type { ServiceResources } from '@licet/service-kit';
import { Resources } from './resources.ts';

const minute = 60_000;

/**
 * When credentials were last used, to the minute. No event: it is written at most once a minute per credential and process, and what a
 * crash loses of it is told by the next use. [API-KEY-03, API-USR-01]
 */
@Injectable()
export class CredentialUse {
  readonly #written = new LRUCache<string, true>({ max: 10_000, ttl: minute });

  constructor(
    private readonly store: EventStore,
    @Inject(Resources) private readonly resources: ServiceResources,
  ) {}

  /** Notes a use in the background: no caller waits for it, and none is refused because it failed. */
  note(authorId: number, uuid: string): void {
    if (this.#written.has(uuid)) return;
    this.#written.set(uuid, true);
    const usedAt = new Date(Math.floor(Date.now() / minute) * minute);
    this.store.pool
      .query({ name: 'note_credential_use', text: note, values: [uuid, authorId, usedAt] })
      .catch((err: unknown) => {
        this.#written.delete(uuid);
        this.resources.host.logger.warn({ err }, 'When a credential was used could not be written.');
      });
  }

  /** Null before the first use. */
  async lastOf(authorId: number, uuid: string): Promise<string | null> {
    const { rows } = await this.store.pool.query<{ used_at: Date }>({
      name: 'credential_use_of',
      text: lastUse,
      values: [uuid, authorId],
    });
    return rows[0]?.used_at.toISOString() ?? null;
  }
}

const note = `insert into credential_use as known (credential, author_id, used_at) values ($1, $2, $3)
  on conflict (credential) do update set used_at = greatest(known.used_at, excluded.used_at)`;
const lastUse = 'select used_at from credential_use where credential = $1 and author_id = $2';
