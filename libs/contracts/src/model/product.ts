import Type, { type Static } from 'typebox';
import { OneOf, Text } from './scalars.ts';

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
});
export type ProductSettings = Static<typeof ProductSettings>;
