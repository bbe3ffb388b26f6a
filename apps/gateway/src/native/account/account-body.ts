import { type AccountSettings, type UserGroup, originForm } from '@licet/contracts';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { NetworkList, Scopes } from '../http/access-rules.ts';
import { Line, Nullable, Optional, Part, Parts, TimeZone, Whole } from '../http/rules.ts';

class FailuresPart {
  @Whole(1, 1000)
  @IsDefined()
  count!: number;

  @Whole(1, 1440)
  @IsDefined()
  minutes!: number;
}

class GroupPart {
  @MinLength(1)
  @Line(64)
  @IsDefined()
  name!: string;

  @Scopes()
  @IsDefined()
  scopes!: string[];
}

class OpenIdConnectPart {
  @Matches(/^https:\/\/[^\s?#]+$/)
  @MaxLength(2000)
  @IsDefined()
  issuer!: string;

  @MinLength(1)
  @Line(255)
  @IsDefined()
  clientId!: string;

  /** Never shown. Without it, or with null, the one that is there stays. */
  @MinLength(1)
  @Line(255)
  @Nullable()
  clientSecret?: string | null;
}

/** Settings by name; null goes back to the default. [API-ACC-02, API-ACC-07] */
class SettingsPart {
  @IsBoolean()
  @Nullable()
  soloRegularLogin?: boolean | null;

  @Part(() => FailuresPart)
  @Nullable()
  logonFailures?: FailuresPart | null;

  @Part(() => FailuresPart)
  @Nullable()
  activationFailures?: FailuresPart | null;

  @IsIn(['all', 'status'])
  @Nullable()
  closedLicenseEdits?: AccountSettings['closedLicenseEdits'] | null;

  @IsIn(['master', 'edit'])
  @Nullable()
  voidBy?: AccountSettings['voidBy'] | null;

  @IsIn(['secure', 'refuse'])
  @Nullable()
  updateCheckPassword?: AccountSettings['updateCheckPassword'] | null;

  @IsIn(['allow', 'refuse'])
  @Nullable()
  versionlessActivation?: AccountSettings['versionlessActivation'] | null;

  @Whole(1, 8760)
  @Nullable()
  clockToleranceHours?: number | null;

  @IsBoolean()
  @Nullable()
  monthlyPurge?: boolean | null;

  @TimeZone()
  @Nullable()
  monthlyPurgeTimeZone?: string | null;

  @Part(() => OpenIdConnectPart)
  @Nullable()
  openIdConnect?: OpenIdConnectPart | null;

  @NetworkList()
  @Nullable()
  allowedAddresses?: string[] | null;

  @NetworkList()
  @Nullable()
  deniedAddresses?: string[] | null;

  @ArrayUnique(({ name }: UserGroup) => name)
  @Parts(() => GroupPart, 100)
  @Nullable()
  groups?: GroupPart[] | null;

  @IsBoolean()
  @Nullable()
  requireIdempotencyKey?: boolean | null;

  @IsBoolean()
  @Nullable()
  requireIfMatch?: boolean | null;

  @IsBoolean()
  @Nullable()
  debugTiming?: boolean | null;

  @Matches(new RegExp(originForm), { each: true })
  @MaxLength(255, { each: true })
  @IsString({ each: true })
  @ArrayUnique()
  @ArrayMaxSize(100)
  @IsArray()
  @Nullable()
  allowedOrigins?: string[] | null;
}

/** What can be changed of an account. Mode and closing are the operator's. [API-ACC-01] */
export class UpdateAccountBody {
  static readonly readOnly: readonly string[] = [
    ...[
      'id',
      'object',
      'createdAt',
      'updatedAt',
      'version',
      'status',
      'mode',
      'sharedUrl',
      'baseUrl',
      'solo',
      'dna',
      'ip',
    ],
  ];
  static readonly example: object = { settings: { voidBy: 'edit', logonFailures: null } };

  @MinLength(1)
  @Line(255)
  @Optional()
  name?: string;

  /** While it is true nothing but this can be changed. [AUTH-15] */
  @IsBoolean()
  @Optional()
  readOnly?: boolean;

  @Part(() => SettingsPart)
  @Optional()
  settings?: SettingsPart;
}
