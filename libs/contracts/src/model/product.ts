import Type, { type Static } from 'typebox';
import { ExternalId } from './external-id.ts';
import { Labels, noLabels } from './labels.ts';
import { Metadata } from './metadata.ts';
import { Count, Nullable, OneOf, Text } from './scalars.ts';

export const productStatuses = ['active', 'banned', 'archived'] as const;
export type ProductStatus = (typeof productStatuses)[number];
export const productModes = ['testing', 'active'] as const;

/** What generated keys begin with. */
export const KeyPrefix = Type.String({ maxLength: 4, pattern: '^[0-9A-Za-z]*$' });
export const keyAlphabets = ['digits', 'alphanumeric', 'intelliProtector'] as const;

/** The form of generated keys; `intelliProtector` has a form of its own, which heeds neither prefix nor length. [API-PRD-10, IP-ID-04] */
export const KeyForm = Type.Object({
  prefix: KeyPrefix,
  /** Random characters, without prefix and dashes. */
  length: Type.Integer({ minimum: 12, maximum: 20 }),
  alphabet: OneOf(...keyAlphabets),
});
export type KeyForm = Static<typeof KeyForm>;

/** What the author can set on a product. [API-PRD] */
export const ProductSettings = Type.Object({
  name: Text(255),
  description: Text(4000),
  sku: Text(255),
  /** Four dot-separated groups of one to five digits, or empty. [FMT-10] */
  latestVersion: Text(23),
  status: OneOf(...productStatuses),
  /** Whether it is still being tried out. [DNA-MODE-01] */
  mode: OneOf(...productModes),
  /** software_DNA's name of the product: `P` and seven digits. [UNI-02] */
  dnaProductId: Text(64),
  /** Users with a lower Order Level do not find the product. [PERM-19] */
  orderLevel: Count,
  labels: Labels,
  codes: KeyForm,
  externalId: Nullable(ExternalId),
  metadata: Metadata,
});
export type ProductSettings = Static<typeof ProductSettings>;

/** Settings of a product of which nothing is said. */
export const defaultProduct: ProductSettings = {
  name: '',
  description: '',
  sku: '',
  latestVersion: '',
  status: 'active',
  mode: 'testing',
  dnaProductId: '',
  orderLevel: 0,
  labels: noLabels,
  codes: { prefix: '', length: 16, alphabet: 'alphanumeric' },
  externalId: null,
  metadata: {},
};

/** Products of before had fewer settings, and were not being tried out. */
export const completeProduct = (settings: Partial<ProductSettings>): ProductSettings => ({
  ...defaultProduct,
  mode: 'active',
  ...settings,
});
