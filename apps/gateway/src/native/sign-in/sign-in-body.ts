import { shortestPassword } from '@licet/contracts';
import { IsDefined, MinLength } from 'class-validator';
import { Line, Optional } from '../http/rules.ts';

/** What somebody signs in with: a person by `login`, a customer by one of the others. [API-USR-04, API-USR-05] */
export class SignInBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { account: 'solo:1', login: 'anna', password: 'correct horse battery staple' };

  /** Id of the account, or `solo:` and its AuthorID. */
  @Line(64)
  @IsDefined()
  account!: string;

  @Line(255)
  @Optional()
  login?: string;

  @Line(255)
  @Optional()
  email?: string;

  @Line(128)
  @Optional()
  customerId?: string;

  @Line(128)
  @Optional()
  licenseId?: string;

  @Line(255)
  @IsDefined()
  password!: string;

  /** Of people who have a second factor: six digits of this moment, or a recovery code. */
  @Line(64)
  @Optional()
  code?: string;

  /** Of people. Holds from now on; needed where the account asks for another password. [PERM-20] */
  @MinLength(shortestPassword)
  @Line(255)
  @Optional()
  newPassword?: string;
}
