import { type AccountDetails, GetAccount } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { AccountView, accountView } from './account-view.ts';

@NativeController('account')
export class GetAccountController {
  /** [API-ACC-01, API-ACC-02] */
  @Get()
  @Operation({ id: 'getAccount', summary: 'The account of the key.', answers: AccountView, versioned: true })
  @Requires('account:read')
  async get(@Call() call: NativeCall): Promise<object | undefined> {
    return answerAccount(call, await call.ask(GetAccount, { authorId: call.authorId }));
  }
}

/** The account as an answer. */
export const answerAccount = ({ request, reply }: NativeCall, account: AccountDetails): object | undefined =>
  tagged(request, reply, tagOf(account.version), accountView(account, `${request.protocol}://${request.host}`));
