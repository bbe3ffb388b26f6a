import { ListObjects, type ListQuery, licenseList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { ForCustomers, NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf, ownOnly, viewsOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseView } from './license-view-schema.ts';

@NativeController('licenses')
export class ListLicensesController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** The projector knows which, the owners how they are. A test key sees test licenses only. [API-LIC-10, API-LIC-11, API-KEY-06] */
  @Get()
  @Operation({ id: 'listLicenses', summary: 'Licenses, newest first.', answers: ListOf(LicenseView) })
  @Requires('licenses:read')
  @ForCustomers()
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(licenseList) query: ListQuery): Promise<object> {
    if (query.words.length > 0 || query.filters.some(({ field }) => field === 'email'))
      call.require('customers:personal');
    const page = await call.ask(ListObjects, { authorId: call.authorId, list: 'license', query: ownOnly(call, query) });
    const views = await viewsOf(page.items, async (id) =>
      this.#licenses.view(call, await this.#licenses.read(call, id)),
    );
    return listOf(call, page, views);
  }
}
