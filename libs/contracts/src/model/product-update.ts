import Type, { type Static } from 'typebox';
import { Nullable, OneOf, Text } from './scalars.ts';

/** What a program is asked to do about an update. SOLO writes NONE, DNFTP, DNHTP, GOURL and MSG. [PU-01, SL-UPD-26 … SL-UPD-32] */
export const updateActions = ['none', 'ftp', 'http', 'url', 'message'] as const;
export type UpdateAction = (typeof updateActions)[number];

/** How the server that keeps the file knows who may fetch it. [PU-02] */
export const updateAuthentications = ['license', 'customFtp', 'none'] as const;

/** Four dot-separated groups of one to five digits. [FMT-10] */
const Version = Type.String({ pattern: '^[0-9]{1,5}(\\.[0-9]{1,5}){3}$' });

/** Short messages by two-letter language code in lower case; `en` where a language has none of its own. [PU-03, SL-UPD-12] */
const languages = '^[a-z]{2}$';

/** A part of an address that is told with others in one text, parted by `|`. [SL-UPD-34] */
const Part = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000|]*$' });

/** What the author can set on an update of a product. [PU-01, API-PRD-07] */
export const ProductUpdateSettings = Type.Object({
  /** Unique in the installation, letter case ignored. [PU-05] */
  name: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000]*$' }),
  /** Versions that it is for, both included. [SL-UPD-20] */
  minEligible: Version,
  maxEligible: Version,
  latestVersion: Version,
  /** Latest version free of charge; empty for none. [SL-UPD-40] */
  latestFreeVersion: Text(23),
  /** `2026-03-01`, or null. [SL-UPD-41] */
  releaseDate: Nullable(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
  action: OneOf(...updateActions),
  infoUrl: Text(2000),
  server: Part(255),
  port: Nullable(Type.Integer({ minimum: 1, maximum: 65535 })),
  path: Part(2000),
  authentication: OneOf(...updateAuthentications),
  /** User of the server, with `customFtp`; the password is sealed beside. */
  user: Part(255),
  verifyPassword: Type.Boolean(),
  messages: Type.Record(Type.String({ pattern: languages }), Text(4000), { additionalProperties: false }),
  licenseAgreementUrl: Text(2000),
});
export type ProductUpdateSettings = Static<typeof ProductUpdateSettings>;

/** Settings of an update of which nothing but its name and latest version is said: for every version, and nothing to do. */
export const defaultProductUpdate: Omit<ProductUpdateSettings, 'name' | 'latestVersion'> = {
  minEligible: '0.0.0.0',
  maxEligible: '99999.99999.99999.99999',
  latestFreeVersion: '',
  releaseDate: null,
  action: 'none',
  infoUrl: '',
  server: '',
  port: null,
  path: '',
  authentication: 'none',
  user: '',
  verifyPassword: false,
  messages: {},
  licenseAgreementUrl: '',
};

/** Settings to change. Messages are merged by language; null takes one away. [API-VERB-01] */
export const ChangedProductUpdate = Type.Partial(
  Type.Object({
    ...ProductUpdateSettings.properties,
    messages: Type.Record(Type.String({ pattern: languages }), Nullable(Text(4000)), { additionalProperties: false }),
  }),
);
export type ChangedProductUpdate = Static<typeof ChangedProductUpdate>;

/** Password of the server that keeps the file. */
export const UpdatePassword = Part(255);

/** An update as its owner knows it, without the password. */
export interface ProductUpdateFacts {
  uuid: string;
  productId: number;
  /** 1, 2, 3 … within the product. */
  number: number;
  settings: ProductUpdateSettings;
  version: number;
  createdAt: string;
  updatedAt: string;
}
