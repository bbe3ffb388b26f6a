import {
  type OptionEvent,
  type OptionSettings,
  type ProductEvent,
  type ProductSettings,
  completeOption,
  completeProduct,
} from '@licet/contracts';
import { lexemes } from './words.ts';

interface CatalogRow<S> {
  uuid: string;
  author_id: number;
  status: string;
  settings: S;
  /** By which rows are sorted by name. */
  name_key: string;
  external_id: string | null;
  words: string;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface ProductRow extends CatalogRow<ProductSettings> {
  product_id: number;
  sku: string | null;
  mode: string;
}

export interface OptionRow extends CatalogRow<OptionSettings> {
  option_id: number;
  product_id: number;
  type: string;
}

/** Folds an event into the row of a product. Events that were folded before change nothing. */
export function foldProduct(row: ProductRow | undefined, event: ProductEvent, version: number): ProductRow | undefined {
  if (row && version <= row.version) return row;
  if (event.type === 'ProductUpdated') {
    if (!row) return undefined;
    const settings = completeProduct({ ...row.settings, ...event.data.changes });
    return { ...row, ...productColumns(row.author_id, settings), version, updated_at: event.data.at };
  }
  const { productId, authorId, uuid, settings, at } = event.data;
  const columns = productColumns(authorId, completeProduct(settings));
  return { product_id: productId, uuid, author_id: authorId, ...columns, version, created_at: at, updated_at: at };
}

/** Folds an event into the row of an option. Events that were folded before change nothing. */
export function foldOption(row: OptionRow | undefined, event: OptionEvent, version: number): OptionRow | undefined {
  if (row && version <= row.version) return row;
  if (event.type === 'OptionUpdated') {
    if (!row) return undefined;
    const settings = completeOption({ ...row.settings, ...event.data.changes });
    return { ...row, ...optionColumns(row.author_id, settings), version, updated_at: event.data.at };
  }
  const { optionId, productId, authorId, uuid, settings, at } = event.data;
  const columns = optionColumns(authorId, completeOption(settings)); // options of before had fewer settings
  const ids = { option_id: optionId, product_id: productId, uuid, author_id: authorId };
  return { ...ids, ...columns, version, created_at: at, updated_at: at };
}

const productColumns = (authorId: number, settings: ProductSettings) => ({
  settings,
  status: settings.status,
  name_key: settings.name.toLowerCase(),
  sku: settings.sku || null,
  mode: settings.mode,
  external_id: settings.externalId,
  words: lexemes(authorId, settings.name, settings.sku, settings.description),
});

const optionColumns = (authorId: number, settings: OptionSettings) => ({
  settings,
  status: settings.status,
  name_key: settings.name.toLowerCase(),
  type: settings.type,
  external_id: settings.externalId,
  words: lexemes(authorId, settings.name, settings.edition.name),
});
