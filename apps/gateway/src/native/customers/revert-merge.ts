import { GetCustomer, RevertMerge } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { nameOf } from '../http/resource-id.ts';
import { CustomerView } from './customer-view.ts';
import { showCustomer } from './get-customer.ts';
import { requirePasswordRights } from './password-rights.ts';

@NativeController('customers')
export class RevertMergeController {
  /**
   * Answers with who stands for himself again. `If-Match` compares with what `GET` shows: who answers for him until then. What moves back opens by
   * another password, so it takes what the merge takes. [API-CUS-04, API-ETAG-03]
   */
  @Post(':id/merge/revert')
  @Operation({
    id: 'revertMerge',
    summary: 'Takes a merge of the last 30 days back: what moved by it goes back, what came since stays.',
    dryRun: true,
    status: 200,
    answers: CustomerView,
    versioned: true,
    problems: ['not_revertible'],
  })
  @Requires('customers:write')
  async revert(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    requirePasswordRights(call, 'customers:write');
    const { authorId, request } = call;
    const { number: customerId } = await nameOf(call, 'customer', id);
    const { version } = await call.ask(GetCustomer, { authorId, customerId });
    expectedVersion(request, version);
    await call.change(RevertMerge, { authorId, customerId });
    return showCustomer(call, await call.ask(GetCustomer, { authorId, customerId }));
  }
}
