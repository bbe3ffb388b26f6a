import {
  type InstallationTransition,
  Instant,
  ListInstallationTransitions,
  type ListQuery,
  installationTransitionList,
} from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import Type from 'typebox';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Answer, AnyText, ListOf, type Shown } from '../http/view-schema.ts';
import { installationNamed } from './installation-answers.ts';
import { InstallationStatus } from './installation-view.ts';

const InstallationTransitionView = Answer(
  'InstallationTransition',
  {
    object: Type.Literal('transition'),
    version: Type.Integer({ minimum: 1 }),
    from: InstallationStatus,
    to: InstallationStatus,
    reason: AnyText,
    note: AnyText,
    at: Instant,
    by: Type.Object({ kind: AnyText, id: AnyText }),
  },
  {
    ...{ object: 'transition', version: 9, from: 'active', to: 'banned', reason: 'stolen', note: '' },
    ...{ at: '2026-03-02T09:12:45.120Z', by: { kind: 'key', id: '0123456789ab' } },
  },
);

@NativeController('installations')
export class ListInstallationTransitionsController {
  /** Past changes of the status, newest first. [API-VERB-03] */
  @Get(':id/transitions')
  @Operation({
    id: 'listInstallationTransitions',
    summary: 'Past changes of the status of an installation, newest first.',
    answers: ListOf(InstallationTransitionView),
  })
  @Requires('installations:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Asked(installationTransitionList) query: ListQuery,
  ): Promise<object> {
    const { licenseId, installationId } = await installationNamed(call, id);
    const { authorId } = call;
    const page = await call.ask(ListInstallationTransitions, { authorId, licenseId, installationId, query });
    return listOf(call, page, page.items.map(transitionView));
  }
}

const transitionView = (transition: InstallationTransition): Shown<typeof InstallationTransitionView> => {
  const { version, from, to, reason, note, at, actor } = transition;
  return { object: 'transition', version, from, to, reason, note, at, by: actor };
};
