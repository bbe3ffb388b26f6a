import { longestCustomData, userFieldCounts } from '@licet/contracts';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, Matches, MaxLength, MinLength } from 'class-validator';
import { FeaturePairs } from '../catalog/catalog-rules.ts';
import { CountOrIncrement, type Increment } from '../http/amounts.ts';
import { MetadataPairs } from '../http/metadata.ts';
import { Line, Nullable, Optional, Part, Reference, Rule, Storable, Whole, largestCount } from '../http/rules.ts';
import {
  ActivationPart,
  EditionPart,
  ExpiryPart,
  FreezePart,
  IpPart,
  ReactivationPart,
  SeatsPart,
  SupportPart,
  ValidationPart,
} from './license-settings-body.ts';
import { LicenseePart, MoneyPart, readOnlyMembers } from './license-parts.ts';

/** What one User Defined Field may hold. */
interface Field {
  fits: (value: unknown) => boolean;
  what: string;
  schema: object;
}

/** Values by place; null clears one. [API-LIC-18] */
const Places =
  (count: number, { fits, what, schema }: Field) =>
  (target: object, name: string) => {
    ArrayMaxSize(count)(target, name);
    const validate = (value: unknown): boolean => value === null || fits(value);
    const anyOf = [schema, { type: 'null' }];
    Rule(
      'isUserField',
      { validate, message: `$property must hold ${what}, or null`, schema: { anyOf } },
      { each: true },
    )(target, name);
    IsArray()(target, name);
  };

const isText = (value: unknown): boolean =>
  typeof value === 'string' && /^[^\0\p{Surrogate}]*$/u.test(value) && Array.from(value).length <= 50;
const isInt = (value: unknown): boolean => Number.isInteger(value) && Math.abs((value as number) + 0.5) <= 2147483647.5;
const dateForm = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,9})?Z?$/;
const isDate = (value: unknown): boolean => {
  const day = typeof value === 'string' ? dateForm.exec(value)?.[1] : undefined;
  const time = Date.parse(String(value).replace(/Z?$/, 'Z'));
  return day !== undefined && !Number.isNaN(time) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
};

const fields = {
  text: { fits: isText, what: 'texts of at most 50 characters', schema: { type: 'string', maxLength: 50 } },
  integer: {
    fits: isInt,
    what: 'whole numbers of 32 bits',
    schema: { type: 'integer', minimum: -largestCount - 1, maximum: largestCount },
  },
  float: { fits: Number.isFinite, what: 'numbers', schema: { type: 'number' } },
  date: {
    fits: isDate,
    what: 'dates such as 2026-03-01T09:00:00',
    schema: { type: 'string', pattern: dateForm.source },
  },
};

class UserFieldsPart {
  @Places(userFieldCounts.text, fields.text)
  @Optional()
  text?: (string | null)[];

  @Places(userFieldCounts.integer, fields.integer)
  @Optional()
  integer?: (number | null)[];

  @Places(userFieldCounts.float, fields.float)
  @Optional()
  float?: (number | null)[];

  @Places(userFieldCounts.date, fields.date)
  @Optional()
  date?: (string | null)[];
}

class CustomDataPart {
  @IsIn(['xml', 'json', 'text'])
  @IsDefined()
  format!: 'xml' | 'json' | 'text';

  @Storable()
  @MaxLength(longestCustomData)
  @IsDefined()
  value!: string;
}

/** What can be changed of a license, as far as licenses have it. Its status is changed by transitions. [API-LIC-13, API-LIC-14] */
export class UpdateLicenseBody {
  static readonly readOnly: readonly string[] = [...readOnlyMembers, 'optionId', 'key'];
  static readonly example: object = { activation: { activationsLeft: { increment: 2 } }, notes: 'Asked for two more.' };

  @Reference()
  @Optional()
  customerId?: string;

  @Whole(0, largestCount)
  @Optional()
  quantity?: number;

  @Part(() => MoneyPart)
  @Optional()
  unitPrice?: MoneyPart;

  @Part(() => SeatsPart)
  @Optional()
  seats?: SeatsPart;

  @Part(() => ActivationPart)
  @Optional()
  activation?: ActivationPart;

  @Part(() => ExpiryPart)
  @Optional()
  expiry?: ExpiryPart;

  @Part(() => SupportPart)
  @Optional()
  support?: SupportPart;

  @Part(() => FreezePart)
  @Optional()
  freeze?: FreezePart;

  @Part(() => ReactivationPart)
  @Optional()
  reactivation?: ReactivationPart;

  @Part(() => ValidationPart)
  @Optional()
  validation?: ValidationPart;

  @Part(() => EditionPart)
  @Optional()
  edition?: EditionPart;

  /** Name by name; false: it has not, null: as its option. [API-OPT-13] */
  @FeaturePairs({ off: true, patch: true })
  @Optional()
  features?: Record<string, boolean | number | string | null>;

  @Part(() => IpPart)
  @Optional()
  ip?: IpPart;

  @CountOrIncrement()
  @Optional()
  counter?: number | Increment;

  @Part(() => LicenseePart)
  @Optional()
  licensee?: LicenseePart;

  @Line(23)
  @Optional()
  currentVersion?: string;

  @Line(4000)
  @Optional()
  licenseUpdate?: string;

  @Matches(/^\S(.*\S)?$/, { message: '$property must not be empty and have no blanks around it' })
  @Line(255)
  @Optional()
  serialNumberText?: string;

  @Line(4000)
  @Optional()
  notes?: string;

  @Part(() => UserFieldsPart)
  @Optional()
  userFields?: UserFieldsPart;

  @Part(() => CustomDataPart)
  @Optional()
  customData?: CustomDataPart;

  @IsBoolean()
  @Optional()
  isTest?: boolean;

  @IsBoolean()
  @Optional()
  isTrial?: boolean;

  @Reference()
  @Nullable()
  replacedById?: string | null;

  /** Null: none. */
  @Reference()
  @Nullable()
  distributorId?: string | null;

  /** Null: none. */
  @Reference()
  @Nullable()
  invoiceId?: string | null;

  @Line(200)
  @Optional()
  licenseData?: string;

  @MinLength(1)
  @Line(128)
  @Nullable()
  externalId?: string | null;

  @MetadataPairs({ patch: true })
  @Optional()
  metadata?: Record<string, string | null>;
}
