import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import type { LicenseStatus } from '../model/status.ts';
import {
  ChangedProductUpdate,
  type ProductUpdateFacts,
  ProductUpdateSettings,
  type UpdateAction,
  UpdatePassword,
} from '../model/product-update.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import { Count, Nullable, ObjectNumber, Text, Uuid } from '../model/scalars.ts';

const command = { service: 'licenses', kind: 'command' } as const;
const query = { service: 'licenses', kind: 'query' } as const;
const ofProduct = { authorId: ObjectNumber, productId: ObjectNumber };
const key = ({ productId }: { productId: number }): string => String(productId);
const sample = { authorId: 1, productId: 1001 };
const uuid = '019a6f6e-3c00-7000-8000-0000000003ea';

const { name, latestVersion, ...optional } = ProductUpdateSettings.properties;
const Optional = Type.Partial(Type.Object(optional));

export const CreateProductUpdate = defineCall<ProductUpdateFacts>()({
  name: 'CreateProductUpdate',
  ...command,
  description:
    'Makes an update of a product. Refused: scope_missing, not_found (product), quota_exceeded (1,000 of a product), parameter_invalid (facts.pointers), duplicate (updateName). [PU-01, PU-05, API-PRD-07]',
  schema: Type.Object({
    ...ofProduct,
    settings: Type.Object({ name, latestVersion, ...Optional.properties }),
    password: Nullable(UpdatePassword),
  }),
  key,
  sample: { ...sample, settings: { name: 'Example Editor 4', latestVersion: '4.3.0.0' }, password: null },
});

export const ChangeProductUpdate = defineCall<ProductUpdateFacts>()({
  name: 'ChangeProductUpdate',
  ...command,
  description:
    'Changes settings of an update; those not named stay, messages are merged by language. `password` absent: stays; null: none. Refused: scope_missing, not_found, version_conflict, parameter_invalid (facts.pointers), duplicate (updateName). [PU-04]',
  schema: Type.Object({
    ...ofProduct,
    uuid: Uuid,
    changes: ChangedProductUpdate,
    password: Type.Optional(Nullable(UpdatePassword)),
    expectedVersion: Nullable(Count),
  }),
  key,
  sample: { ...sample, uuid, changes: { action: 'url', messages: { de: null } }, expectedVersion: 1 },
});

export const DeleteProductUpdate = defineCall<null>()({
  name: 'DeleteProductUpdate',
  ...command,
  description: 'Removes an update. Refused: scope_missing, not_found, version_conflict. [PU-04]',
  schema: Type.Object({ ...ofProduct, uuid: Uuid, expectedVersion: Nullable(Count) }),
  key,
  sample: { ...sample, uuid, expectedVersion: null },
});

export const GetProductUpdate = defineCall<ProductUpdateFacts>()({
  name: 'GetProductUpdate',
  ...query,
  description: 'An update of a product of the author. Refused: not_found.',
  schema: Type.Object({ ...ofProduct, uuid: Uuid }),
  key,
  sample: { ...sample, uuid },
});

export const ListProductUpdates = defineCall<ListPage<ProductUpdateFacts>>()({
  name: 'ListProductUpdates',
  ...query,
  description:
    'Updates of a product of the author that a query finds. Refused: not_found (product), cursor_invalid. [API-PRD-07, API-LIST]',
  schema: Type.Object({ ...ofProduct, query: ListQuery }),
  key,
  sample: { ...sample, query: firstPage },
});

/** How a license stands, as far as an update check tells it. */
export interface CheckedLicense {
  status: LicenseStatus;
  licenseUpdate: string;
  expiresAt: string | null;
  /** The license that this one gave way to; null for none. */
  replacedById: number | null;
}

/** What a program is told about updates. */
export interface UpdateOffer {
  /** Null where the check named no license. */
  license: CheckedLicense | null;
  /** Version of the update taken, or of the newest looked at where none applies; null where there is none. [SL-UPD-56] */
  version: string | null;
  /** The update that applies; null for nothing to do. */
  update: OfferedUpdate | null;
}

export interface OfferedUpdate {
  /** `secure`: the update wants a password, and a right one was not sent; then no file is named. [SL-UPD-29, SL-UPD-30] */
  action: UpdateAction | 'secure';
  infoUrl: string;
  file: {
    server: string;
    port: number | null;
    path: string;
    /** What the program names itself by: user and password of its license, those told here, or nothing. [PU-02] */
    authentication: 'license' | 'customFtp' | 'none';
    user: string;
    password: string;
  } | null;
  latestFreeVersion: string;
  releaseDate: string | null;
  message: string;
  licenseAgreementUrl: string;
}

/** A value that the gateway read, null where it was malformed; absent where it was omitted or blank. */
const Read = <T extends Parameters<typeof Nullable>[0]>(schema: T) => Type.Optional(Nullable(schema));

export const CheckUpdate = defineCall<UpdateOffer>()({
  name: 'CheckUpdate',
  ...query,
  description:
    'Which update a program should be told of, by license, product or name of the update. Order of refusals as SL-UPD-55: not_found (what license), not_found (what product) or product_mismatch, license_expired (facts of `CheckedLicense`), parameter_invalid (what version). [SL-UPD]',
  schema: Type.Object({
    licenseId: Read(ObjectNumber),
    password: Read(Text(255)),
    productId: Read(ObjectNumber),
    updateName: Read(Text(255)),
    /** Two letters in any case; absent for `en`. [SL-UPD-11, SL-UPD-13] */
    language: Read(Text(2)),
    verifyExpiry: Type.Boolean(),
    version: Read(Text(23)),
  }),
  key: ({ licenseId }) => (licenseId == null ? undefined : String(licenseId)),
  sample: { licenseId: 4001, password: 'K7MQ2ZTR', verifyExpiry: true, version: '4.2.0.0' },
});
