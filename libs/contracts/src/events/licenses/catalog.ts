import Type, { type Static } from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { defaultOption, OptionSettings } from '../../model/option.ts';
import { defaultProduct, ProductSettings } from '../../model/product.ts';
import { Instant, Nullable, ObjectNumber, Uuid } from '../../model/scalars.ts';

const product = { productId: ObjectNumber, authorId: ObjectNumber };
const option = { optionId: ObjectNumber, productId: ObjectNumber, authorId: ObjectNumber };
const sampleProduct: Static<typeof ProductSettings> = {
  ...defaultProduct,
  name: 'Example Editor',
  sku: 'EX-ED',
  latestVersion: '4.2.0.0',
  dnaProductId: 'P0001001',
};

export const ProductCreated = defineEvent({
  type: 'ProductCreated',
  version: 1,
  owner: 'licenses',
  stream: 'product',
  description: 'A product exists. [API-PRD-01]',
  schema: Type.Object({ ...product, uuid: Uuid, settings: ProductSettings, at: Instant }),
  sample: {
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000003e9',
    settings: sampleProduct,
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const ProductUpdated = defineEvent({
  type: 'ProductUpdated',
  version: 1,
  owner: 'licenses',
  stream: 'product',
  description:
    'Settings of a product are now as told; those not named stay. `before`: what the same members were. [API-PRD-01]',
  schema: Type.Object({
    ...product,
    uuid: Uuid,
    before: Type.Partial(ProductSettings),
    changes: Type.Partial(ProductSettings),
    /** With the end of the trying out all licenses go that were issued during it, test licenses excepted; absent where they stay. [DNA-MODE-06] */
    clears: Type.Optional(Type.Literal(true)),
    /** Why, in free words; goes with a change of status or mode. Absent or null for none. [API-VERB-03] */
    note: Type.Optional(Nullable(Sealed)),
    at: Instant,
  }),
  sample: {
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000003e9',
    before: { latestVersion: '4.2.0.0' },
    changes: { latestVersion: '4.3.0.0' },
    at: '2026-03-02T09:00:00.000Z',
  },
});

export const OptionCreated = defineEvent({
  type: 'OptionCreated',
  version: 1,
  owner: 'licenses',
  stream: 'option',
  description: 'A product option exists: the policy by which licenses are issued. [API-OPT-01]',
  schema: Type.Object({ ...option, uuid: Uuid, settings: OptionSettings, at: Instant }),
  sample: {
    optionId: 2001,
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000007d1',
    settings: { ...defaultOption, name: 'Single user' },
    at: '2026-03-01T09:00:00.000Z',
  },
});

export const OptionUpdated = defineEvent({
  type: 'OptionUpdated',
  version: 1,
  owner: 'licenses',
  stream: 'option',
  description:
    'Settings of an option are now as told, each member whole; those not named stay. `before`: what the same members were. Holds from the next call. [PO-16]',
  schema: Type.Object({
    ...option,
    uuid: Uuid,
    before: Type.Partial(OptionSettings),
    changes: Type.Partial(OptionSettings),
    /** Why the status changed, in free words. Absent or null for none. [API-VERB-03] */
    note: Type.Optional(Nullable(Sealed)),
    at: Instant,
  }),
  sample: {
    optionId: 2001,
    productId: 1001,
    authorId: 1,
    uuid: '019a6f6e-3c00-7000-8000-0000000007d1',
    before: { upgradeBehavior: 'allow' },
    changes: { upgradeBehavior: 'deactivate' },
    at: '2026-03-02T09:00:00.000Z',
  },
});
