import { IsDefined, IsIn, MinLength } from 'class-validator';
import { NetworkList, Scopes } from '../http/access-rules.ts';
import { Moment } from '../http/moment.ts';
import { Line, Nullable, Optional, Whole } from '../http/rules.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'secret', 'lastUsedAt', 'createdBy'];

class KeyMembers {
  @Moment()
  @Nullable()
  expiresAt?: string | null;

  @NetworkList()
  @Optional()
  allowedAddresses?: string[];
}

/** What can be changed of a key. It ends by a transition. [API-KEY-02, API-KEY-03] */
export class UpdateKeyBody extends KeyMembers {
  static readonly readOnly: readonly string[] = [...readOnly, 'dialect', 'mode'];
  static readonly example: object = { expiresAt: '2027-03-01T00:00:00Z' };

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
  static readonly example: object = {
    name: 'Shop',
    scopes: ['licenses:read', 'licenses:create'],
    allowedAddresses: ['192.0.2.0/24'],
  };

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
  static readonly example: object = { overlapHours: 48 };

  /** How long both keys work. */
  @Whole(0, 8760)
  @Optional()
  overlapHours?: number;
}

export class TransitionKeyBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { to: 'revoked' };

  @IsIn(['revoked'])
  @IsDefined()
  to!: 'revoked';
}
