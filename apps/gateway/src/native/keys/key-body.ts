import { IsDefined, IsIn, IsISO8601, Matches, MinLength } from 'class-validator';
import { NetworkList, Scopes } from '../http/access-rules.ts';
import { Line, Nullable, Optional, Whole } from '../http/rules.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'secret', 'lastUsedAt', 'createdBy'];

class KeyMembers {
  @Matches(/T.*(Z|[+-]\d\d:\d\d)$/i, { message: 'expiresAt must be an instant' })
  @IsISO8601({ strict: true })
  @Nullable()
  expiresAt?: string | null;

  @NetworkList()
  @Optional()
  allowedAddresses?: string[];
}

/** What can be changed of a key. It ends by a transition. [API-KEY-02, API-KEY-03] */
export class UpdateKeyBody extends KeyMembers {
  static readonly readOnly: readonly string[] = [...readOnly, 'dialect', 'mode'];

  @MinLength(1)
  @Line(255)
  @Optional()
  name?: string;

  @Scopes()
  @Optional()
  scopes?: string[];
}

export class CreateKeyBody extends KeyMembers {
  static readonly readOnly: readonly string[] = readOnly;

  @MinLength(1)
  @Line(255)
  @IsDefined()
  name!: string;

  @Scopes()
  @IsDefined()
  scopes!: string[];

  @IsIn(['native', 'dna', 'ip'])
  @Optional()
  dialect?: 'native' | 'dna' | 'ip';

  /** Of native keys: a test key sees and makes test licenses only. [API-KEY-06] */
  @IsIn(['live', 'test'])
  @Optional()
  mode?: 'live' | 'test';
}

export class RotateKeyBody {
  static readonly readOnly: readonly string[] = [];

  /** How long both keys work. */
  @Whole(0, 8760)
  @Optional()
  overlapHours?: number;
}

export class TransitionKeyBody {
  static readonly readOnly: readonly string[] = [];

  @IsIn(['revoked'])
  @IsDefined()
  to!: 'revoked';
}
