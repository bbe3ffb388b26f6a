import { setTimeout as sleep } from 'node:timers/promises';
import { databaseUrl } from '@licet/embedded-postgres';
import { databaseNameOf } from '@licet/service-kit';
import pg from 'pg';

const followers = [
  { service: 'activations', consumer: 'activations-fold-terms' },
  { service: 'status-projector', consumer: 'status-projector' },
] as const;
const pause = 500;

/** Waits until the ledgers and the read models have taken over everything that `licenses` has recorded. */
export async function untilFollowed(adminUrl: string, told?: (missing: number) => void): Promise<void> {
  const count = (service: Parameters<typeof databaseNameOf>[0], sql: string) =>
    one(adminUrl, databaseNameOf(service), sql);
  const recorded = await count('licenses', 'select count(*)::float8 as n from event');
  for (const { service, consumer } of followers) {
    const taken = `select coalesce(sum(position), 0)::float8 as n from consumer_position where consumer = '${consumer}' and source = 'licenses'`;
    for (;;) {
      const missing = recorded - (await count(service, taken));
      told?.(missing);
      if (missing <= 0) break;
      await sleep(pause);
    }
  }
}

async function one(adminUrl: string, database: string, sql: string): Promise<number> {
  const client = new pg.Client(databaseUrl(adminUrl, database));
  await client.connect();
  try {
    return (await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}
