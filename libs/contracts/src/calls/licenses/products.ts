import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { ProductFacts } from '../../model/facts.ts';
import { ProductSettings } from '../../model/product.ts';
import { Count, Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { command, query } from './kinds.ts';

export const CreateProduct = defineCall<ProductFacts>()({
  name: 'CreateProduct',
  ...command,
  description:
    'Makes a product. Refused: scope_missing, parameter_invalid, duplicate (DNA product id, external id). [API-PRD-01]',
  schema: Type.Object({ authorId: ObjectNumber, settings: Type.Partial(ProductSettings) }),
  sample: { authorId: 1, settings: { name: 'Example Editor', latestVersion: '4.2.0.0' } },
});

export const UpdateProduct = defineCall<ProductFacts>()({
  name: 'UpdateProduct',
  ...command,
  description:
    'Changes settings of a product; those not named stay. `expectedVersion` null for any. `note` says why status or mode change. Refused: not_found, version_conflict, transition_not_allowed, parameter_invalid (facts.what clears: nothing ends with which licenses could go; facts.what tryouts: there are facts.found of them), duplicate (DNA product id, external id). [API-PRD-01, API-PRD-03]',
  schema: Type.Object({
    authorId: ObjectNumber,
    productId: ObjectNumber,
    changes: Type.Partial(ProductSettings),
    note: Type.Optional(Text(4000)),
    /** With the end of the trying out: so many licenses are to be deleted that were issued during it; null for a caller who does not say how many. [DNA-MODE-06] */
    clears: Type.Optional(Nullable(Count)),
    expectedVersion: Nullable(Count),
  }),
  key: ({ productId }) => String(productId),
  sample: { authorId: 1, productId: 1001, changes: { latestVersion: '4.3.0.0' }, expectedVersion: null },
});

export const GetProduct = defineCall<ProductFacts>()({
  name: 'GetProduct',
  ...query,
  description: 'A product of the author. Refused: not_found.',
  schema: Type.Object({ authorId: ObjectNumber, productId: ObjectNumber }),
  key: ({ productId }) => String(productId),
  sample: { authorId: 1, productId: 1001 },
});

export const FindProduct = defineCall<ProductFacts>()({
  name: 'FindProduct',
  ...query,
  description:
    'A product of the author by its DNA product id, letter case ignored. Refused: not_found. [DNA-HTTP-09, UNI-02]',
  schema: Type.Object({ authorId: ObjectNumber, dnaProductId: Text(64) }),
  sample: { authorId: 1, dnaProductId: 'P0001001' },
});
