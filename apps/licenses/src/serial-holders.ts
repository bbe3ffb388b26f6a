import { keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { listedSerialClaim } from './domain/serials.ts';

/** Which licenses got the serial numbers of a list, by the claims of the record. */
@Injectable()
export class SerialHolders {
  constructor(private readonly store: EventStore) {}

  /** Numbers of licenses by serial number in lower case, of the whole list. */
  async ofProduct(productId: number): Promise<Map<string, number>> {
    const { scope } = listedSerialClaim(productId, '');
    const query = { name: 'serial_holders', text: serialHolders, values: [scope] };
    const { rows } = await this.store.pool.query<{ key: string; stream_id: string }>(query);
    return new Map(rows.map((row) => [row.key, Number(keyOf(row.stream_id))]));
  }
}

export const serialHolders = `select key, stream_id from claim where scope = $1 and stream_id like 'license-%'`;
