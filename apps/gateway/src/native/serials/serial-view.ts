import { Count, Nullable, type ProductFacts, type SerialFacts, SerialText, nativeId } from '@licet/contracts';
import Type from 'typebox';
import { Answer, IdOf, type Shown, SoloNumber, head } from '../http/view-schema.ts';

/** [API-PRD-09] */
export const SerialView = Answer(
  'Serial',
  {
    ...head('serial', 'serial'),
    productId: IdOf('product'),
    serial: SerialText,
    hasPassword: Type.Boolean(),
    used: Type.Boolean(),
    solo: Type.Object({ licenseId: Nullable(SoloNumber) }),
  },
  {
    id: 'ser_01k9qpwf00e008000000000md4',
    object: 'serial',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    productId: 'prd_01k9qpwf00e0080000000000z9',
    serial: 'EX-1001-A',
    hasPassword: false,
    used: true,
    solo: { licenseId: 4001 },
  },
);

/** What became of a call that loads a list: how many are new, and places in the request of those that are not. [API-PRD-09] */
export const SerialsLoaded = Answer(
  'SerialsLoaded',
  { object: Type.Literal('serialsLoaded'), added: Count, duplicates: Type.Array(Count) },
  { object: 'serialsLoaded', added: 2, duplicates: [3] },
);

/** A serial number of a list as the native API shows it; its password never. [API-PRD-09] */
export function serialView(listed: SerialFacts, product: Pick<ProductFacts, 'uuid'>): Shown<typeof SerialView> {
  const { uuid, serial, hasPassword, licenseId, createdAt } = listed;
  return {
    id: nativeId('serial', uuid),
    object: 'serial',
    createdAt,
    updatedAt: createdAt,
    version: 1,
    productId: nativeId('product', product.uuid),
    serial,
    hasPassword,
    used: licenseId !== null,
    solo: { licenseId },
  };
}
