import { Handles } from '@licet/command-bus';
import { AuthenticateUser, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { authenticatedCaller } from '../authenticated-caller.ts';
import { PasswordProofs } from '../password-proofs.ts';

/** SOLO author logon. The answer does not tell which of the three was wrong, nor does the time it takes. [AUTH-01 … AUTH-05] */
@Controller()
export class AuthenticateUserHandler {
  constructor(
    private readonly authors: Authors,
    private readonly proofs: PasswordProofs,
  ) {}

  @Handles(AuthenticateUser)
  async handle({
    authorId,
    userId,
    password,
  }: RequestOf<typeof AuthenticateUser>): Promise<ReplyOf<typeof AuthenticateUser>> {
    const { state } = await this.authors.read(String(authorId));
    const user = state.kind === 'author' ? state.users.get(userId) : undefined;
    const right = await this.proofs.proves(user?.verifier, password);
    if (state.kind === 'none' || !user || !right) return { ok: false, refusal: { code: 'unauthenticated' } };
    const actor = { kind: 'user' as const, id: userId, name: userId };
    return { ok: true, value: authenticatedCaller(state, actor, user.scopes) };
  }
}
