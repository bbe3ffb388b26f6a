import {
  type OptionEvent,
  type OptionSettings,
  type ProductEvent,
  type ProductSettings,
  defaultOption,
} from '@licet/contracts';

interface CatalogRow<S> {
  uuid: string;
  author_id: number;
  status: string;
  settings: S;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface ProductRow extends CatalogRow<ProductSettings> {
  product_id: number;
}

export interface OptionRow extends CatalogRow<OptionSettings> {
  option_id: number;
  product_id: number;
}

/** Folds an event into the row of a product. Events that were folded before change nothing. */
export function foldProduct(row: ProductRow | undefined, event: ProductEvent, version: number): ProductRow | undefined {
  if (row && version <= row.version) return row;
  if (event.type === 'ProductUpdated') return row && { ...row, ...updated(row.settings, event.data, version) };
  const { productId, authorId, uuid, settings, at } = event.data;
  return { product_id: productId, ...created(uuid, authorId, settings, at, version) };
}

/** Folds an event into the row of an option. Events that were folded before change nothing. */
export function foldOption(row: OptionRow | undefined, event: OptionEvent, version: number): OptionRow | undefined {
  if (row && version <= row.version) return row;
  if (event.type === 'OptionUpdated') return row && { ...row, ...updated(row.settings, event.data, version) };
  const { optionId, productId, authorId, uuid, settings, at } = event.data;
  const complete = { ...defaultOption, ...settings }; // options of before had fewer settings
  return { option_id: optionId, product_id: productId, ...created(uuid, authorId, complete, at, version) };
}

const created = <S extends { status: string }>(
  uuid: string,
  authorId: number,
  settings: S,
  at: string,
  version: number,
): CatalogRow<S> => ({
  ...{ uuid, author_id: authorId, status: settings.status, settings, version },
  ...{ created_at: at, updated_at: at },
});

function updated<S extends { status: string }>(before: S, data: { changes: Partial<S>; at: string }, version: number) {
  const settings: S = { ...before, ...data.changes };
  return { settings, status: settings.status, version, updated_at: data.at };
}
