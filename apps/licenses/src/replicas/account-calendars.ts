import type { DataSource } from 'typeorm';
import type { AccountCalendar } from '../policies/due-runs.ts';
import { AccountReplica } from './entities.ts';

/** When jobs of accounts are due, as `customers` has told. */
export class AccountCalendars {
  constructor(private readonly database: DataSource) {}

  async all(): Promise<(AccountCalendar & { authorId: number })[]> {
    const accounts = await this.database.getRepository(AccountReplica).find({ order: { authorId: 'ASC' } });
    return accounts.map((account) => ({ authorId: account.authorId, ...calendarOf(account) }));
  }

  /** Time zone in which the months of an account begin. [AMB-24] */
  async zoneOf(authorId: number): Promise<string> {
    const account = await this.database.getRepository(AccountReplica).findOneBy({ authorId });
    return account?.monthlyPurgeZone ?? 'UTC';
  }
}

function calendarOf(account: AccountReplica): AccountCalendar {
  const { createdAt, sharedUrl, monthlyPurge, monthlyPurgeZone, purgeChangedAt } = account;
  return {
    createdAt: createdAt?.getTime() ?? Infinity,
    monthlyPurge: sharedUrl || monthlyPurge, // [JOB-06, JOB-07]
    zone: monthlyPurgeZone,
    changedAt: purgeChangedAt?.getTime() ?? null,
  };
}
