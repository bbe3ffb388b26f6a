import Type, { type Static } from 'typebox';
import { defineEvent, type EventOf } from '../base/define-event.ts';
import { Sealed } from '../base/sealed.ts';
import { ProductUpdateSettings, defaultProductUpdate } from '../model/product-update.ts';
import { Instant, Nullable, ObjectNumber, Uuid } from '../model/scalars.ts';

const update = { productId: ObjectNumber, authorId: ObjectNumber, uuid: Uuid };
const sample = { productId: 1001, authorId: 1, uuid: '019a6f6e-3c00-7000-8000-0000000003ea' };
const settings: Static<typeof ProductUpdateSettings> = {
  ...defaultProductUpdate,
  name: 'Example Editor 4',
  latestVersion: '4.3.0.0',
};

export const ProductUpdateCreated = defineEvent({
  type: 'ProductUpdateCreated',
  version: 1,
  owner: 'licenses',
  stream: 'updates',
  description: 'Programs of a product can be told of an update, as these settings say. [PU-01, API-PRD-07]',
  schema: Type.Object({
    ...update,
    settings: ProductUpdateSettings,
    /** Of the server that keeps the file, sealed under the key of the stream; null for none. */
    password: Nullable(Sealed),
    at: Instant,
  }),
  sample: { ...sample, settings, password: null, at: '2026-03-01T09:00:00.000Z' },
});

export const ProductUpdateChanged = defineEvent({
  type: 'ProductUpdateChanged',
  version: 1,
  owner: 'licenses',
  stream: 'updates',
  description: 'Settings of an update are now as told, each member whole; those not named stay. [PU-04]',
  schema: Type.Object({
    ...update,
    changes: Type.Partial(ProductUpdateSettings),
    /** Absent where it stays. */
    password: Type.Optional(Nullable(Sealed)),
    at: Instant,
  }),
  sample: {
    ...sample,
    changes: { action: 'ftp', server: 'ftp.example.com', path: 'setup.exe', authentication: 'customFtp', user: 'anna' },
    password: 's1|licenses/updates-1001|AAAA',
    at: '2026-03-02T09:00:00.000Z',
  },
});

export const ProductUpdateDeleted = defineEvent({
  type: 'ProductUpdateDeleted',
  version: 1,
  owner: 'licenses',
  stream: 'updates',
  description: 'An update is gone; its name is free again. [PU-04]',
  schema: Type.Object({ ...update, at: Instant }),
  sample: { ...sample, at: '2026-03-03T09:00:00.000Z' },
});

export type ProductUpdateEvent =
  EventOf<typeof ProductUpdateCreated> | EventOf<typeof ProductUpdateChanged> | EventOf<typeof ProductUpdateDeleted>;
