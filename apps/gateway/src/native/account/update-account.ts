import { ChangeAccount, GetAccount } from '@licet/contracts';
import { Patch } from '@nestjs/common';
import { AllowedReadOnly, NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { UpdateAccountBody } from './account-body.ts';
import { AccountView } from './account-view.ts';
import { answerAccount } from './get-account.ts';

const openIdIn = (settings: UpdateAccountBody['settings']) => {
  const told = settings?.openIdConnect;
  if (!told) return {};
  const { issuer, clientId, clientSecret = null } = told;
  return { openIdConnect: { issuer, clientId, clientSecret } };
};

@NativeController('account')
export class UpdateAccountController {
  /** JSON Merge Patch; a setting holds on the next call. Of a read-only account it takes nothing but `readOnly`. [API-ACC-01, AUTH-15] */
  @Patch()
  @Operation({
    id: 'updateAccount',
    summary: 'Changes the account; a setting holds on the next call.',
    answers: AccountView,
    versioned: true,
    problems: ['account_read_only'],
  })
  @Requires('account:write')
  @AllowedReadOnly()
  async update(
    @Call() call: NativeCall,
    @JsonBody(UpdateAccountBody) { name, readOnly, settings }: UpdateAccountBody,
  ): Promise<object | undefined> {
    const { authorId, request } = call;
    const { version } = await call.ask(GetAccount, { authorId });
    const account = await call.change(ChangeAccount, {
      authorId,
      changes: {
        ...(name !== undefined && { name }),
        ...(readOnly !== undefined && { status: readOnly ? ('readOnly' as const) : ('open' as const) }),
      },
      settings: Object.assign({}, settings, openIdIn(settings)),
      expectedVersion: expectedVersion(request, version),
    });
    return answerAccount(call, account);
  }
}
