import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { LicenseAnswers } from '../licenses/license-answers.ts';
import { BalanceView, balanceView, counterView } from './balance-view.ts';

@NativeController('licenses')
export class ListLicenseBalancesController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** All of them, as they are now: what is due is set back. [API-BAL-01, API-BAL-03, API-OPT-14] */
  @Get(':id/balances')
  @Operation({
    id: 'listLicenseBalances',
    summary: 'The balances of a license as they are now.',
    answers: ListOf(BalanceView),
  })
  @Requires('licenses:read')
  async list(@Call() call: NativeCall, @Param('id') id: string): Promise<object> {
    const { ledger } = await this.#licenses.named(call, id);
    const data = [...ledger.balances.map(balanceView), ...counterView(ledger.counter)];
    return { object: 'list', data, next: null, previous: null };
  }
}
