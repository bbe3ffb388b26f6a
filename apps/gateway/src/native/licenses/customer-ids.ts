import { GetCustomer } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { viewsOf } from '../http/list.ts';
import type { NativeCall } from '../http/native-call.ts';

/** UUIDs of customers by number: they never change, so each is asked for once. */
@Injectable()
export class CustomerIds {
  readonly #known = new LRUCache<number, string>({ max: 100_000 });

  /** Of the customer of a license or an invoice; null where it has none, or where he is deleted. */
  async of(call: NativeCall, { customerId }: { customerId: number | null }): Promise<string | null> {
    if (customerId === null) return null;
    const known = this.#known.get(customerId);
    if (known) return known;
    const [found] = await viewsOf([customerId], (id) =>
      call.ask(GetCustomer, { authorId: call.authorId, customerId: id }),
    );
    if (!found) return null;
    if (found.customerId === customerId) this.#known.set(customerId, found.uuid); // one who is merged may come back
    return found.uuid;
  }
}
