import { type UserKind, type UserStatus, userKinds } from '@licet/contracts';
import {
  ArrayMaxSize,
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
import { Line, Nullable, Optional, Whole, largestCount } from '../http/rules.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'apiUserId', 'effectiveScopes'];
const told = ['lastUsedAt', 'secondFactor', 'solo', 'secrets'];

/** What can be changed of a user. The status is changed by transitions, the password by `rotate`. [API-USR-01] */
export class UpdateUserBody {
  static readonly readOnly: readonly string[] = [...readOnly, ...told, 'kind', 'login'];
  static readonly example: object = { groups: ['Power Users'], outsideAccess: ['192.0.2.0/24'] };

  @Line(255)
  @Optional()
  name?: string;

  @Line(255)
  @Optional()
  email?: string;

  @Scopes()
  @Optional()
  scopes?: string[];

  @MaxLength(64, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(100)
  @IsArray()
  @Optional()
  groups?: string[];

  @NetworkList()
  @Optional()
  outsideAccess?: string[];

  @Whole(0, largestCount)
  @Nullable()
  orderLevel?: number | null;

  @IsBoolean()
  @Optional()
  forcePasswordChange?: boolean;

  @IsBoolean()
  @Optional()
  soloLogin?: boolean;

  /** The OpenID provider whose word is enough to sign in, as the account names it; null: none is. [API-USR-04] */
  @Matches(/^https:\/\/[^\s?#]+$/)
  @MaxLength(2000)
  @Nullable()
  openIdIssuer?: string | null;
}

export class CreateUserBody extends UpdateUserBody {
  static override readonly readOnly: readonly string[] = [...readOnly, ...told];
  static override readonly example: object = { kind: 'api', name: 'Back office', groups: ['Power Users'] };

  @IsIn(userKinds)
  @IsDefined()
  kind!: UserKind;

  /** Of people; that of an API user is made here. */
  @Matches(/^\S(.*\S)?$/, { message: 'login must not begin or end with a blank' })
  @MinLength(1)
  @Line(255)
  @Optional()
  login?: string;
}

export class TransitionUserBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { to: 'disabled' };

  @IsIn(['active', 'disabled'])
  @IsDefined()
  to!: UserStatus;
}
