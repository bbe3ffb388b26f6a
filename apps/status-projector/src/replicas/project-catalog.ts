import type { OptionEvent, ProductEvent, RecordedEvent } from '@licet/contracts';
import type pg from 'pg';
import { foldOption, foldProduct } from '../domain/catalog-row.ts';
import type { SourceEvent } from '../domain/license-row.ts';
import { options, products } from './tables.ts';

/** Takes events of products and options. Licenses that rest on what changed are marked, to be looked at again. */
export async function projectCatalog(tx: pg.ClientBase, events: readonly RecordedEvent<SourceEvent>[]): Promise<void> {
  await projectProducts(tx, events.filter(isOfProduct));
  await projectOptions(tx, events.filter(isOfOption));
}

async function projectProducts(tx: pg.ClientBase, events: readonly RecordedEvent<ProductEvent>[]): Promise<void> {
  if (events.length === 0) return;
  const rows = await products.load(
    tx,
    events.map(({ data }) => data.productId),
    'update',
  );
  for (const event of events) {
    const { productId } = event.data;
    const row = foldProduct(rows.get(productId), event as ProductEvent, event.version);
    if (row) rows.set(productId, row);
  }
  await products.save(tx, [...rows.values()]);
  await mark(tx, 'product_id', [...rows.keys()]);
}

async function projectOptions(tx: pg.ClientBase, events: readonly RecordedEvent<OptionEvent>[]): Promise<void> {
  if (events.length === 0) return;
  const rows = await options.load(
    tx,
    events.map(({ data }) => data.optionId),
    'update',
  );
  for (const event of events) {
    const { optionId } = event.data;
    const row = foldOption(rows.get(optionId), event as OptionEvent, event.version);
    if (row) rows.set(optionId, row);
  }
  await options.save(tx, [...rows.values()]);
  await mark(tx, 'option_id', [...rows.keys()]);
}

const mark = (tx: pg.ClientBase, column: 'product_id' | 'option_id', ids: readonly number[]) =>
  tx.query(`UPDATE license SET derive_at = 'epoch' WHERE ${column} = ANY($1)`, [ids]);

const isOfProduct = (event: RecordedEvent<SourceEvent>): event is RecordedEvent<ProductEvent> =>
  event.type === 'ProductCreated' || event.type === 'ProductUpdated';
const isOfOption = (event: RecordedEvent<SourceEvent>): event is RecordedEvent<OptionEvent> =>
  event.type === 'OptionCreated' || event.type === 'OptionUpdated';
