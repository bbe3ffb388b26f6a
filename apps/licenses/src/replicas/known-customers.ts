import { type AccountFacts, type CallContext, GetAccount, GetCustomer, type Reply } from '@licet/contracts';
import type { CommandBus } from '@licet/command-bus';
import { Coalescer } from '@licet/event-store';
import { type DataSource, In } from 'typeorm';
import { AccountReplica } from './entities.ts';

/**
 * Customers and accounts by the replica, callers of one moment sharing a query. What the replica has not heard of is asked for at the owner:
 * only the owner says unknown, and when it cannot be reached the call fails as unavailable. [design 4]
 */
export class KnownCustomers {
  readonly #bus: CommandBus;
  readonly #customers: Coalescer<number, KnownCustomer | undefined>;
  readonly #accounts: Coalescer<number, AccountReplica | undefined>;

  constructor(dataSource: DataSource, bus: CommandBus) {
    this.#bus = bus;
    this.#customers = new Coalescer(async (ids) => {
      const rows = await dataSource.query<KnownCustomer[]>(knownCustomers, [ids]);
      return inOrderOf(ids, rows, ({ customerId }) => customerId);
    });
    this.#accounts = new Coalescer(async (ids) => {
      const rows = await dataSource.getRepository(AccountReplica).findBy({ authorId: In(ids) });
      return inOrderOf(ids, rows, ({ authorId }) => authorId);
    });
  }

  /** Whose the customer is; null when it is unknown, or unknown here and not this author's, or just being deleted. [TEST-08] */
  async customer(
    customerId: number,
    authorId: number,
    call: CallContext,
  ): Promise<{ authorId: number; isDistributor: boolean } | null> {
    const known = await this.#customers.ask(customerId);
    if (known?.isLeaving) return null;
    return known ?? ownersWord(await this.#bus.call(GetCustomer, { authorId, customerId }, call));
  }

  /** Whether UpdateCheck tells a wrong password by a refusal. [AMB-28] */
  async refusesWrongPassword(authorId: number): Promise<boolean> {
    return (await this.#accounts.ask(authorId))?.updateCheckPassword === 'refuse';
  }

  /** Null for an account that does not exist. */
  async account(authorId: number, call: CallContext): Promise<Pick<AccountFacts, 'mode' | 'status'> | null> {
    const known = await this.#accounts.ask(authorId);
    return known ?? ownersWord(await this.#bus.call(GetAccount, { authorId }, call));
  }
}

interface KnownCustomer {
  customerId: number;
  authorId: number;
  isDistributor: boolean;
  isLeaving: boolean;
}

export const knownCustomers = `select coalesce(r.customer_id, l.customer_id) as "customerId", r.author_id as "authorId",
    r.is_distributor as "isDistributor",    l.customer_id is not null as "isLeaving"
  from (select * from customer_replica where customer_id = any ($1)) r
  full join (select * from leaving_customer where customer_id = any ($1)) l using (customer_id)`;

/** The owner's word: the facts, or null for `not_found`. */
function ownersWord<R>(reply: Reply<R>): R | null {
  if (reply.ok) return reply.value;
  if (reply.refusal.code === 'not_found') return null;
  throw new Error(`customers refused to tell: ${reply.refusal.code}`);
}

function inOrderOf<T>(ids: readonly number[], rows: readonly T[], idOf: (row: T) => number): (T | undefined)[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.map((id) => byId.get(id));
}
