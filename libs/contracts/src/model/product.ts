import Type, { type Static } from 'typebox';
import { Count, OneOf, Text } from './scalars.ts';

/** What the author can set on a product. [API-PRD] */
export const ProductSettings = Type.Object({
  name: Text(255),
  description: Text(4000),
  sku: Text(255),
  /** Four dot-separated groups of one to five digits, or empty. [FMT-10] */
  latestVersion: Text(23),
  status: OneOf('active', 'banned', 'archived'),
  /** software_DNA's name of the product: `P` and seven digits. [UNI-02] */
  dnaProductId: Text(64),
  /** Users with a lower Order Level do not find the product; absent is 0. [PERM-19] */
  orderLevel: Type.Optional(Count),
});
export type ProductSettings = Static<typeof ProductSettings>;
