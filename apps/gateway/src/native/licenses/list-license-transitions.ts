import { type LicenseStatusChange, type ListQuery, ListStatusChanges, transitionList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { transitionView } from '../http/transition-view.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseTransitionList } from './license-view-schema.ts';

@NativeController('licenses')
export class ListLicenseTransitionsController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** Past changes of the status, newest first. [API-VERB-03] */
  @Get(':id/transitions')
  @Operation({
    id: 'listLicenseTransitions',
    summary: 'Past changes of the status of a license, newest first.',
    answers: LicenseTransitionList,
  })
  @Requires('licenses:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Asked(transitionList) query: ListQuery,
  ): Promise<object> {
    const { authorId } = call;
    const { licenseId } = (await this.#licenses.named(call, id)).license;
    const page = await call.ask(ListStatusChanges, { authorId, licenseId, query });
    return listOf(call, page, page.items.map(licenseTransitionView));
  }
}

const licenseTransitionView = ({ before, after, ...change }: LicenseStatusChange) =>
  transitionView({
    ...change,
    ...{ from: before.status, fromReason: before.reason, to: after.status, reason: after.reason },
  });
