import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import { firstPage, type ListPage, ListQuery } from '../../model/list.ts';
import { ObjectNumber, OneOf } from '../../model/scalars.ts';
import type { Transition } from '../../model/transition.ts';
import { query } from './kinds.ts';

export const ListCatalogTransitions = defineCall<ListPage<Transition>>()({
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
