import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { mostSerialsOfCall, type SerialFacts, SerialPassword, SerialText } from '../model/serial.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import { Nullable, ObjectNumber, Uuid } from '../model/scalars.ts';

const command = { service: 'licenses', kind: 'command' } as const;
const query = { service: 'licenses', kind: 'query' } as const;
const ofProduct = { authorId: ObjectNumber, productId: ObjectNumber };
const key = ({ productId }: { productId: number }): string => String(productId);
const sample = { authorId: 1, productId: 1001 };

export const LoadSerials = defineCall<{ added: number; duplicates: number[] }>()({
  name: 'LoadSerials',
  ...command,
  description:
    'Puts serial numbers at the end of the list of a product. Those that stand there already, letter case ignored, are left out; `duplicates` are their places in the request, from 1. Refused: scope_missing, not_found (product), quota_exceeded (100,000 of a product). [SN-02, API-PRD-09]',
  schema: Type.Object({
    ...ofProduct,
    serials: Type.Array(Type.Object({ serial: SerialText, password: Nullable(SerialPassword) }), {
      maxItems: mostSerialsOfCall,
    }),
  }),
  key,
  sample: { ...sample, serials: [{ serial: 'EX-1001-A', password: null }] },
});

export const DeleteSerial = defineCall<null>()({
  name: 'DeleteSerial',
  ...command,
  description:
    'Takes a free serial number off the list. Refused: scope_missing, not_found, transition_not_allowed (it was handed out). [API-PRD-09]',
  schema: Type.Object({ ...ofProduct, uuid: Uuid }),
  key,
  sample: { ...sample, uuid: '019a6f6e-3c00-7000-8000-0000000003ec' },
});

export const ListSerials = defineCall<ListPage<SerialFacts>>()({
  name: 'ListSerials',
  ...query,
  description:
    'The serial numbers of the list of a product that a query finds. Refused: not_found (product), cursor_invalid. [API-PRD-09, API-LIST]',
  schema: Type.Object({ ...ofProduct, query: ListQuery }),
  key,
  sample: { ...sample, query: firstPage },
});
