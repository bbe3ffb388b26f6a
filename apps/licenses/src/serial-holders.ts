import { keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { listedSerialClaim } from './domain/serials.ts';

/** Which licenses got the serial numbers of a list, by the claims of the record. */
@Injectable()
export class SerialHolders {
  constructor(private readonly store: EventStore) {}

  /** Numbers of licenses by serial number in lower case, of the whole list. */
  ofProduct(productId: number): Promise<Map<string, number>> {
    return this.#holders({ name: 'serial_holders', text: serialHolders, values: [scopeOf(productId)] });
  }

  /** The same of some serial numbers alone: of a page, however long the list is. */
  among(productId: number, serials: readonly string[]): Promise<Map<string, number>> {
    const keys = serials.map((serial) => listedSerialClaim(productId, serial).key);
    return this.#holders({ name: 'some_serial_holders', text: someSerialHolders, values: [scopeOf(productId), keys] });
  }

  async #holders(query: { name: string; text: string; values: unknown[] }): Promise<Map<string, number>> {
    const { rows } = await this.store.pool.query<{ key: string; stream_id: string }>(query);
    return new Map(rows.map((row) => [row.key, Number(keyOf(row.stream_id))]));
  }
}

const scopeOf = (productId: number) => listedSerialClaim(productId, '').scope;
export const serialHolders = `select key, stream_id from claim where scope = $1 and stream_id like 'license-%'`;
export const someSerialHolders = `${serialHolders} and key = any ($2)`;
