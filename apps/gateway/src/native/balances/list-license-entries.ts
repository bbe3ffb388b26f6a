import { ListBalanceEntries, type ListQuery, entryList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { LicenseAnswers } from '../licenses/license-answers.ts';
import { EntryView, entryView } from './balance-view.ts';
import { balanceName } from './create-license-entry.ts';

@NativeController('licenses')
export class ListLicenseEntriesController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** Movements of a balance, newest first; they add up to it. [API-VERB-04, API-BAL-04] */
  @Get(':id/balances/:name/entries')
  @Operation({
    id: 'listLicenseEntries',
    summary: 'Movements of a balance of a license, newest first.',
    answers: ListOf(EntryView),
  })
  @Requires('licenses:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Param('name') name: string,
    @Asked(entryList) query: ListQuery,
  ): Promise<object> {
    const { licenseId } = (await this.#licenses.named(call, id)).license;
    const asked = { authorId: call.authorId, licenseId, name: balanceName(name), query };
    const page = await call.ask(ListBalanceEntries, asked);
    return listOf(
      call,
      page,
      page.items.map((entry) => entryView(entry)),
    );
  }
}
