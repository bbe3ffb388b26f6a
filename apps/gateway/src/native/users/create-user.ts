import { CreateUser, nativeId } from '@licet/contracts';
import { generateApiPassword, generateGuid } from '@licet/vault';
import { Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { answerUser } from './get-user.ts';
import { CreateUserBody } from './user-body.ts';
import { UserView, secretsOf } from './user-view.ts';

@NativeController('users')
export class CreateUserController {
  /** The password is in this answer only. Users reach what is live, so a test key makes none. [API-USR-01, API-USR-02, AUTH-08, API-KEY-05] */
  @Post()
  @Operation({
    id: 'createUser',
    summary: 'Creates a person or API user; the password is in this answer only.',
    status: 201,
    answers: UserView,
    versioned: true,
    problems: ['duplicate'],
  })
  @Requires('users:manage')
  async create(@Call() call: NativeCall, @JsonBody(CreateUserBody) body: CreateUserBody): Promise<object | undefined> {
    call.requireLive('users:manage');
    const { kind, login = '', ...settings } = body;
    assertLogin(body);
    const password = generateApiPassword(call.draw);
    const user = await call.change(CreateUser, {
      authorId: call.authorId,
      kind,
      login: kind === 'api' ? generateGuid(call.draw) : login,
      password,
      settings: Object.assign({}, settings),
    });
    void call.reply.header('location', `/api/v1/users/${nativeId('user', user.uuid)}`);
    return answerUser(call, user, secretsOf(user, password));
  }
}

/** An API user gets a GUID, a person names a login. */
function assertLogin({ kind, login }: CreateUserBody): void {
  if ((kind === 'api') === (login === undefined)) return;
  const [problem, code, detail] =
    kind === 'api'
      ? (['parameter_invalid', 'readOnly', 'is made for an API user'] as const)
      : (['parameter_missing', 'required', 'is how a person signs in'] as const);
  throw new Problem(problem, undefined, { errors: [{ pointer: '/login', code, detail }] });
}
