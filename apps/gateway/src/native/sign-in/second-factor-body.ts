import { IsDefined } from 'class-validator';
import { Line } from '../http/rules.ts';

const person = { account: 'solo:1', login: 'anna', password: 'correct horse battery staple' };

/** A person proves the password anew, so that a token alone changes nothing of how its bearer signs in. [API-USR-04] */
export class SecondFactorBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = person;

  /** Id of the account, or `solo:` and its AuthorID. */
  @Line(64)
  @IsDefined()
  account!: string;

  @Line(255)
  @IsDefined()
  login!: string;

  @Line(255)
  @IsDefined()
  password!: string;
}

export class SecondFactorCodeBody extends SecondFactorBody {
  static override readonly example: object = { ...person, code: '123456' };

  /** Six digits of this moment, or to switch off a recovery code. */
  @Line(64)
  @IsDefined()
  code!: string;
}
