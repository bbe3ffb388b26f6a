import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { Actor } from '../../base/envelope.ts';
import { firstPage, type ListPage, ListQuery } from '../../model/list.ts';
import { ObjectNumber, OneOf } from '../../model/scalars.ts';
import { query } from './kinds.ts';

/** A change of the status of a product or option, or of the mode of a product. */
export interface CatalogTransition {
  /** Version that the object got by it. */
  version: number;
  from: string;
  to: string;
  note: string;
  at: string;
  actor: Actor;
}

export const ListCatalogTransitions = defineCall<ListPage<CatalogTransition>>()({
  name: 'ListCatalogTransitions',
  ...query,
  description:
    'Changes of the status of a product or option, and of the mode of a product, that a query finds, from the record. Refused: not_found, cursor_invalid. [API-VERB-03, API-LIST]',
  schema: Type.Object({
    authorId: ObjectNumber,
    object: OneOf('product', 'option'),
    number: ObjectNumber,
    query: ListQuery,
  }),
  key: ({ number }) => String(number),
  sample: { authorId: 1, object: 'product', number: 1001, query: firstPage },
});
