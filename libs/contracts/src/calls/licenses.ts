import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { EndInstallations, type LicenseAdded, type LicenseChanges } from '../events/licenses.ts';
import type { EventOf } from '../base/define-event.ts';
import type { Actor } from '../base/envelope.ts';
import type { LanePosition } from '../base/position.ts';
import { CustomData } from '../model/custom-data.ts';
import type { LicenseFacts, OptionFacts, ProductFacts } from '../model/facts.ts';
import { LicenseOverridesPatch } from '../model/license-overrides.ts';
import { Metadata, MetadataPatch } from '../model/metadata.ts';
import { ExternalId } from '../model/external-id.ts';
import { OptionSettings } from '../model/option.ts';
import { ProductSettings } from '../model/product.ts';
import {
  Count,
  CounterChange,
  Decimal,
  Instant,
  Nullable,
  ObjectNumber,
  OneOf,
  SeatsChange,
  Text,
} from '../model/scalars.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import { type LicenseStatus, RevocationReason, Status } from '../model/status.ts';
import { UserFields, UserFieldsPatch, noUserFields } from '../model/user-fields.ts';

const command = { service: 'licenses', kind: 'command' } as const;
const query = { service: 'licenses', kind: 'query' } as const;

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
    'Changes settings of a product; those not named stay. `expectedVersion` null for any. `note` says why status or mode change. Refused: not_found, version_conflict, transition_not_allowed, parameter_invalid, duplicate (DNA product id, external id). [API-PRD-01, API-PRD-03]',
  schema: Type.Object({
    authorId: ObjectNumber,
    productId: ObjectNumber,
    changes: Type.Partial(ProductSettings),
    note: Type.Optional(Text(4000)),
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

export const CreateOption = defineCall<OptionFacts>()({
  name: 'CreateOption',
  ...command,
  description:
    'Makes an option of a product. Refused: not_found (product), scope_missing, parameter_invalid. [API-OPT-01]',
  schema: Type.Object({ authorId: ObjectNumber, productId: ObjectNumber, settings: Type.Partial(OptionSettings) }),
  sample: { authorId: 1, productId: 1001, settings: { name: 'Single user', upgradeBehavior: 'allow' } },
});

export const UpdateOption = defineCall<OptionFacts>()({
  name: 'UpdateOption',
  ...command,
  description:
    'Changes settings of an option, each named member whole. `note` says why the status changes. Refused: not_found, version_conflict, transition_not_allowed, parameter_invalid, duplicate (external id). [API-OPT-01, API-OPT-08]',
  schema: Type.Object({
    authorId: ObjectNumber,
    optionId: ObjectNumber,
    changes: Type.Partial(OptionSettings),
    note: Type.Optional(Text(4000)),
    expectedVersion: Nullable(Count),
  }),
  key: ({ optionId }) => String(optionId),
  sample: { authorId: 1, optionId: 2001, changes: { upgradeBehavior: 'deactivate' }, expectedVersion: 3 },
});

export const GetOption = defineCall<OptionFacts>()({
  name: 'GetOption',
  ...query,
  description: 'An option of the author. Refused: not_found.',
  schema: Type.Object({ authorId: ObjectNumber, optionId: ObjectNumber }),
  key: ({ optionId }) => String(optionId),
  sample: { authorId: 1, optionId: 2001 },
});

/** A change of the status of a product or option, or of the mode of a product. */
export interface CatalogTransition {
  /** Version that the object got by it. */
  version: number;
  from: string;
  to: string;
  note: string;
  at: string;
  actor: Actor;
}

export const ListCatalogTransitions = defineCall<ListPage<CatalogTransition>>()({
  name: 'ListCatalogTransitions',
  ...query,
  description:
    'Changes of the status of a product or option, and of the mode of a product, that a query finds, from the record. Refused: not_found, cursor_invalid. [API-VERB-03, API-LIST]',
  schema: Type.Object({
    authorId: ObjectNumber,
    object: OneOf('product', 'option'),
    number: ObjectNumber,
    query: ListQuery,
  }),
  key: ({ number }) => String(number),
  sample: { authorId: 1, object: 'product', number: 1001, query: firstPage },
});

/** A value that the gateway read, or null where the element was absent, blank or not of its type. */
const Read = Nullable;

/** Visible characters only: it is read aloud, typed and printed. [API-LIC-05] */
export const LicenseKey = Type.String({ maxLength: 64, pattern: '^[^\\s\\p{C}]+$' });

/** A license that was issued, with the password that opens it. */
export interface IssuedLicense {
  licenseId: number;
  uuid: string;
  serialNumber: string;
  activationPassword: string;
  customerId: number | null;
  /** As issued; null for unlimited and for unset. */
  activationsLeft: number | null;
  deactivationsLeft: number;
  counter: number | null;
}

export const AddLicense = defineCall<IssuedLicense>()({
  name: 'AddLicense',
  ...command,
  description:
    'Issues one license from an option. Order of refusals as SL-ADD-51: unauthenticated/scope_missing, option_not_issuable (facts.reason unknown, inactive, bundle, paymentPlan, groupRequired), not_found (facts.what customer, distributor), parameter_invalid (facts.what expiration, fields), serials_exhausted, duplicate (facts.what serial: the key is taken).',
  schema: Type.Object({
    authorId: ObjectNumber,
    optionId: Read(ObjectNumber),
    customerId: Read(ObjectNumber),
    /** For sets: the license is sold to nobody yet, and a customer who is not registered is made for it next. [LG-03, PERM-17] */
    toUnregistered: Type.Optional(Type.Literal(true)),
    /** Undefined: none asked for; null: asked for and not a number. */
    distributorId: Type.Optional(Read(ObjectNumber)),
    /** Undefined: by the option's rule; null: present and not a date. */
    expiresAt: Type.Optional(Read(Type.Union([Instant, Type.Literal('never')]))),
    /** A key of the caller's own; undefined: one is made. [API-LIC-05] */
    key: Type.Optional(LicenseKey),
    /** Null: one of the remaining fields was missing or malformed; judged last but one. [SL-ADD-37, SL-ADD-38] */
    fields: Read(
      Type.Object({
        quantity: Count,
        unitPrice: Decimal,
        /** Undefined, here and below: as the option says. [API-OPT-07] */
        activationsLeft: Type.Optional(Nullable(Count)),
        deactivationsLeft: Type.Optional(Count),
        counter: Nullable(Count),
        currentVersion: Text(23),
        licenseUpdate: Text(4000),
        notes: Text(4000),
        licenseeName: Text(255),
        licenseeEmail: Text(255),
        isTest: Type.Boolean(),
        isTrial: Type.Optional(Type.Boolean()),
        externalId: Type.Optional(Nullable(ExternalId)),
        metadata: Type.Optional(Metadata),
      }),
    ),
  }),
  sample: {
    authorId: 1,
    optionId: 2001,
    customerId: 3001,
    expiresAt: '2027-03-01T00:00:00.000Z',
    fields: {
      quantity: 1,
      unitPrice: '49.90',
      activationsLeft: 5,
      deactivationsLeft: 3,
      counter: null,
      currentVersion: '4.2.0.0',
      licenseUpdate: '',
      notes: '',
      licenseeName: 'Ann Example',
      licenseeEmail: 'ann@example.com',
      isTest: false,
    },
  },
});

/** Most licenses of one set. [API-LIC-02] */
export const mostInSet = 1000;

export const AddLicenses = defineCall<{ licenses: IssuedLicense[] }>()({
  name: 'AddLicenses',
  ...command,
  description:
    'Issues so many licenses from an option, all or none, in ascending order of their numbers; also when the process dies meanwhile. With `toUnregistered` each gets a customer of its own who is not registered. Refused as AddLicense. [API-LIC-02, CU-07, LG-03]',
  schema: Type.Object({
    ...AddLicense.schema.properties,
    count: Type.Integer({ minimum: 1, maximum: mostInSet }),
  }),
  sample: { ...AddLicense.sample, count: 2 },
});

export interface LicenseStatusChange {
  /** Version that the license got by it. */
  version: number;
  before: LicenseStatus;
  after: LicenseStatus;
  note: string;
  at: string;
  actor: Actor;
}

/** What UpdateActivationFields and the native PATCH may change. Null member: present and malformed. */
export const RequestedChanges = Type.Partial(
  Type.Object({
    /** `restored`: back to what a deleted license was before. [API-TRN-04] */
    status: Type.Union([
      Type.Object({ status: Status, reason: Nullable(RevocationReason) }),
      Type.Object({ restored: Type.Literal(true) }),
    ]),
    /** Why; without a change of status it says nothing. */
    statusNote: Text(4000),
    /** Number of the license that this one gives way to; null for none. [API-TRN-03] */
    replacedBy: Nullable(ObjectNumber),
    expiresAt: Type.Union([Type.Object({ set: Nullable(Instant) }), Type.Object({ addDays: Type.Integer() })]),
    activationsLeft: SeatsChange,
    deactivationsLeft: CounterChange,
    counter: CounterChange,
    licenseUpdate: Text(4000),
    serialNumberText: Text(255),
    customerId: ObjectNumber,
    quantity: Count,
    unitPrice: Decimal,
    currentVersion: Text(23),
    licenseeName: Text(255),
    licenseeEmail: Text(255),
    notes: Text(4000),
    /** Both only before the first activation. [API-LIC-13] */
    isTest: Type.Boolean(),
    isTrial: Type.Boolean(),
    /** Laid over the present ones by place; null clears one, places not there stay. [API-LIC-18] */
    userFields: UserFieldsPatch,
    customData: CustomData,
    /** The invoice that it belongs to; null for none. */
    invoiceId: Nullable(ObjectNumber),
    /** A customer who is a distributor; null for none. */
    distributorId: Nullable(ObjectNumber),
    licenseData: Text(200),
    externalId: Nullable(ExternalId),
    metadata: MetadataPatch,
    overrides: LicenseOverridesPatch,
    freezeUntil: Nullable(Instant),
  }),
);

export const UpdateLicense = defineCall<LicenseFacts>()({
  name: 'UpdateLicense',
  ...command,
  description:
    'Changes a license, all or nothing. Order of refusals as SL-UAF-39: scope_missing (licenses:write), not_found, parameter_invalid (changes null: a form was wrong or nothing was asked), scope_missing (licenses:void), version_conflict (facts.version), transition_not_allowed (facts.from, to), not_found (facts.what customer), parameter_invalid (results), duplicate (facts.what serial, externalId). [SL-UAF, API-LIC-13, API-TRN]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: Read(ObjectNumber),
    changes: Read(RequestedChanges),
    /** The version that the caller has seen; undefined for any. [API-ETAG-03] */
    expectedVersion: Type.Optional(Count),
  }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: {
    authorId: 1,
    licenseId: 4001,
    changes: { status: { status: 'revoked', reason: 'fraud' }, activationsLeft: { add: 2 } },
  },
});

export const ReplaceUserFields = defineCall<{ version: number }>()({
  name: 'ReplaceUserFields',
  ...command,
  description:
    'Replaces all User Defined Fields of a license; those without value are cleared. An author logged on with licenses:write may do so always, others with the password of license or customer where the option has them writable. Order of refusals as SL-UDF-27: not_found, scope_missing, unauthenticated, credential_invalid, account_closed, account_read_only, parameter_invalid. [SL-UDF]',
  schema: Type.Object({
    /** Null where no author has logged on. */
    authorId: Nullable(ObjectNumber),
    licenseId: Read(ObjectNumber),
    password: Type.Optional(Text(255)),
    /** Null: one of the fields was not of its form; judged last. [SL-UDF-11, SL-UDF-16] */
    userFields: Read(UserFields),
  }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: {
    authorId: null,
    licenseId: 4001,
    password: 'K7MQ2ZTR',
    userFields: {
      ...noUserFields,
      integer: [7, null, null, null, null],
      date: [...Array<null>(4).fill(null), '2026-03-01T09:00:00'],
    },
  },
});

export const ReplaceCustomData = defineCall<{ version: number }>()({
  name: 'ReplaceCustomData',
  ...command,
  description:
    'Replaces the custom data of a license; an empty value clears it. Order of refusals as SL-UCD-18: scope_missing (licenses:write), not_found, scope_missing (licenses:void), parameter_invalid (malformed for its format). [SL-UCD, API-LIC-19]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: Read(ObjectNumber),
    customData: Read(CustomData),
  }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: { authorId: 1, licenseId: 4001, customData: { format: 'xml', value: '<seats site="Bonn">3</seats>' } },
});

export const GetCustomData = defineCall<CustomData>()({
  name: 'GetCustomData',
  ...query,
  description:
    'The custom data of a license of the author, empty for none. Apart from GetLicense, because it may be long and few read it. Refused: not_found. [SL-GCD]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: Read(ObjectNumber) }),
  key: ({ licenseId }) => (licenseId === null ? undefined : String(licenseId)),
  sample: { authorId: 1, licenseId: 4001 },
});

export const RotateActivationPassword = defineCall<{ license: LicenseFacts; activationPassword: string }>()({
  name: 'RotateActivationPassword',
  ...command,
  description:
    'Gives a license a new random activation password; the old one fails from the next call on. With `endInstallations` its active installations are given back too: all, or the password stays. Refused: scope_missing (licenses:secrets; licenses:void; installations:write), not_found, version_conflict, no_deactivations_left, parameter_invalid (more than `mostInstallations` are active). [API-LIC-20]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    expectedVersion: Type.Optional(Count),
    endInstallations: Type.Optional(EndInstallations),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001 },
});

export const RevealActivationPassword = defineCall<{ activationPassword: string }>()({
  name: 'RevealActivationPassword',
  ...command,
  description:
    'The activation password of a license; that it was looked at is recorded before it is told. Refused: scope_missing (licenses:secrets), not_found. [API-LIC-03]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001 },
});

export const ListStatusChanges = defineCall<ListPage<LicenseStatusChange>>()({
  name: 'ListStatusChanges',
  ...query,
  description:
    'Changes of the status of a license that a query finds, from the record. Refused: not_found, cursor_invalid. [API-VERB-03, API-LIST]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber, query: ListQuery }),
  key: ({ licenseId }) => String(licenseId),
  sample: { authorId: 1, licenseId: 4001, query: firstPage },
});

/** How a caller names a license. */
export const LicenseReference = Type.Union([
  Type.Object({ licenseId: ObjectNumber }),
  /** SOLO's SerialNumber with ProductID. [SN-05] */
  Type.Object({ serialNumber: Text(255), productId: ObjectNumber }),
  /** DNA's and IntelliProtector's code within a product, letter case ignored. [UNI-04, DNA-HTTP-05] */
  Type.Object({ key: Text(255), productId: ObjectNumber }),
]);

export const GetLicense = defineCall<{
  license: LicenseFacts;
  /** How the password sent along fits: none was sent, right, or wrong. */
  password: 'none' | 'right' | 'wrong';
}>()({
  name: 'GetLicense',
  ...query,
  description:
    'A license by id or serial number; a password is compared with those of license and customer. `authorId` null where the license alone names the account. Refused: not_found (facts.otherProduct when the serial exists under another product). [SL-INFO, PWD-03]',
  schema: Type.Object({
    authorId: Nullable(ObjectNumber),
    reference: LicenseReference,
    password: Type.Optional(Text(255)),
  }),
  key: ({ reference }) => ('licenseId' in reference ? String(reference.licenseId) : undefined),
  sample: { authorId: null, reference: { licenseId: 4001 }, password: 'K7MQ2ZTR' },
});

/**
 * The owner's word on licenses that `activations` has no ledger of: how the license was added, what changed since, in order, and where;
 * absent for unknown ones.
 */
export const AskForLicenses = defineCall<
  {
    licenseId: number;
    added: EventOf<typeof LicenseAdded>['data'];
    at: LanePosition;
    later: { changes: LicenseChanges; at: LanePosition }[];
  }[]
>()({
  name: 'AskForLicenses',
  ...query,
  description:
    'Which of these licenses exist. Asked by `activations` for licenses without a ledger; batched. [design 4]',
  schema: Type.Object({ licenseIds: Type.Array(ObjectNumber, { maxItems: 500 }) }),
  sample: { licenseIds: [4001, 4002] },
});

export const FindLicenses = defineCall<{ licenseIds: number[] }>()({
  name: 'FindLicenses',
  ...query,
  description:
    'Licenses of the author that hold a key, one per product, two at most: whoever finds two has to name the product. [API-LIC-12]',
  schema: Type.Object({ authorId: ObjectNumber, key: Text(255) }),
  sample: { authorId: 1, key: 'K7MQ-2ZTR-9WHX-4DCA' },
});

export const FindLicense = defineCall<{ licenseId: number }>()({
  name: 'FindLicense',
  ...query,
  description: 'The license that holds a serial number or key within a product. Refused: not_found. [SN-05, UNI-04]',
  schema: Type.Object({ productId: ObjectNumber, key: Text(255) }),
  sample: { productId: 1001, key: 'K7MQ-2ZTR-9WHX-4DCA' },
});
