import { GetUser, type UserFacts, parseNativeId } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { isNewest, tagOf, tagged, usedUntil } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { UserView, userView } from './user-view.ts';

@NativeController('users')
export class GetUserController {
  /** [API-USR-01] */
  @Get(':id')
  @Operation({ id: 'getUser', summary: 'A person or API user.', answers: UserView, versioned: true })
  @Requires('users:manage')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return answerUser(call, await namedUser(call, id));
  }
}

/** The user that an id names, or `solo:` and its number in the account. [API-REP-05] */
export function namedUser(call: NativeCall, id: string): Promise<UserFacts> {
  const number = Number(/^solo:([1-9][0-9]{0,8})$/.exec(id)?.[1] ?? 0);
  const name = number > 0 ? { number } : parseNativeId('user', id);
  if (name === undefined) throw new Problem('not_found');
  return call.ask(GetUser, { authorId: call.authorId, name });
}

/** A user as the answer to a request about it alone. */
export const answerUser = (
  { request, reply }: NativeCall,
  user: UserFacts,
  secrets?: Parameters<typeof userView>[1],
): object | undefined =>
  tagged(
    request,
    reply,
    tagOf(user.version),
    userView(user, secrets),
    isNewest(user.updatedAt, usedUntil(user.lastUsedAt)),
  );
