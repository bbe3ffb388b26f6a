import { mostInSet } from '@licet/contracts';
import { IsBoolean, IsDefined, Matches, MinLength } from 'class-validator';
import { MetadataPairs } from '../http/metadata.ts';
import { Moment } from '../http/moment.ts';
import { Line, Nullable, Optional, Part, Reference, Whole, largestCount } from '../http/rules.ts';
import { LicenseePart, MoneyPart, readOnlyMembers } from './license-parts.ts';

class AmountsPart {
  @Whole(0, largestCount)
  @Nullable()
  activationsLeft?: number | null;

  @Whole(0, largestCount)
  @Optional()
  deactivationsLeft?: number;
}

class ExpiryPart {
  /** Null: never, whatever the option says. */
  @Moment()
  @Nullable()
  expiresAt?: string | null;
}

class PasswordsPart {
  /** Of the whole, at least three more than the prefix has. */
  @Whole(6, 64)
  @Optional()
  length?: number;

  @Matches(/^[\x21-\x7e]*$/, { message: 'prefix must be visible ASCII characters' })
  @Line(61)
  @Optional()
  prefix?: string;
}

/** What may be said of a new license; what is not said follows from its option. [API-LIC-01, API-OPT-07] */
export class CreateLicenseBody {
  static readonly readOnly: readonly string[] = readOnlyMembers;
  static readonly example: object = {
    optionId: 'opt_01k9qpwf00e0080000000001yh',
    quantity: 1,
    licensee: { name: 'Ada Example' },
  };

  @Reference()
  @IsDefined()
  optionId!: string;

  /** So many alike, all or none. [API-LIC-02] */
  @Whole(1, mostInSet)
  @Optional()
  count?: number;

  /** What activation passwords of the licenses of a set look like. [CU-07] */
  @Part(() => PasswordsPart)
  @Optional()
  passwords?: PasswordsPart;

  @Reference()
  @Nullable()
  customerId?: string | null;

  @Reference()
  @Nullable()
  distributorId?: string | null;

  @Matches(/^[^\s\p{C}]+$/u, { message: 'key must be visible characters only' })
  @MinLength(1)
  @Line(64)
  @Optional()
  key?: string;

  @Whole(0, largestCount)
  @Optional()
  quantity?: number;

  @Part(() => MoneyPart)
  @Optional()
  unitPrice?: MoneyPart;

  @Part(() => AmountsPart)
  @Optional()
  activation?: AmountsPart;

  @Whole(0, largestCount)
  @Nullable()
  counter?: number | null;

  @Part(() => ExpiryPart)
  @Optional()
  expiry?: ExpiryPart;

  @IsBoolean()
  @Optional()
  isTest?: boolean;

  @IsBoolean()
  @Optional()
  isTrial?: boolean;

  @Part(() => LicenseePart)
  @Optional()
  licensee?: LicenseePart;

  @Line(23)
  @Optional()
  currentVersion?: string;

  @Line(4000)
  @Optional()
  licenseUpdate?: string;

  @Line(4000)
  @Optional()
  notes?: string;

  @MinLength(1)
  @Line(128)
  @Nullable()
  externalId?: string | null;

  @MetadataPairs()
  @Optional()
  metadata?: Record<string, string>;
}
