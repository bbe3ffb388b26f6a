import { type LicenseStatusChange, ListStatusChanges } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { ListPage, type Page, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
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
  async list(@Call() call: NativeCall, @Param('id') id: string, @ListPage([]) page: Page): Promise<object> {
    const { authorId, request, reply } = call;
    const { licenseId } = (await this.#licenses.named(call, id)).license;
    const { limit, before } = page;
    const changes = await call.ask(ListStatusChanges, { authorId, licenseId, before, limit: limit + 1 });
    const shown = changes.slice(0, limit);
    const next = changes.length > limit ? (shown.at(-1)?.version ?? null) : null;
    return listOf(shown.map(transitionView), next, page, request, reply);
  }
}

const transitionView = ({ version, before, after, note, at, actor }: LicenseStatusChange) => ({
  object: 'transition',
  version,
  from: before.status,
  fromReason: before.reason,
  to: after.status,
  reason: after.reason,
  note,
  at,
  by: { kind: actor.kind, id: actor.id },
});
