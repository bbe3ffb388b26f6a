import { Handles } from '@licet/command-bus';
import { AuthenticateUser, guidOf, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { callerOfUser } from '../authenticated-caller.ts';
import { CredentialUse } from '../credential-use.ts';
import { type Author, type User, hasFactor } from '../domain/author.ts';
import { PasswordProofs } from '../password-proofs.ts';

/** SOLO author logon. The answer does not tell which of the three was wrong, nor does the time it takes. [AUTH-01 … AUTH-05] */
@Controller()
export class AuthenticateUserHandler {
  constructor(
    private readonly authors: Authors,
    private readonly proofs: PasswordProofs,
    private readonly use: CredentialUse,
  ) {}

  @Handles(AuthenticateUser)
  async handle({
    authorId,
    userId,
    password,
  }: RequestOf<typeof AuthenticateUser>): Promise<ReplyOf<typeof AuthenticateUser>> {
    const { state } = await this.authors.read(String(authorId));
    const user = state.kind === 'author' ? userOf(state, userId) : undefined;
    const right = await this.proofs.proves(user?.verifier, password);
    if (state.kind === 'none' || !user || !right || !mayLogOn(state, user))
      return { ok: false, refusal: { code: 'unauthenticated' } };
    this.use.note(authorId, user.uuid);
    return { ok: true, value: callerOfUser(state, user) };
  }
}

/** By his login; that of an API user is a GUID, in whatever form it is written. [AUTH-08, FMT-15] */
const userOf = ({ users }: Author, login: string): User | undefined =>
  users.get(login) ?? users.get(guidOf(login) ?? login);

/** People only where the account and they themselves allow it, and the password alone is enough. [AUTH-04, AUTH-06, AUTH-07, API-USR-04] */
const mayLogOn = ({ settings: { soloRegularLogin } }: Author, user: User): boolean =>
  user.status === 'active' &&
  (user.kind === 'api' || (soloRegularLogin && user.settings.soloLogin && !hasFactor(user)));
