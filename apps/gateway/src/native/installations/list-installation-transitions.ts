import { ListInstallationTransitions, type ListQuery, installationTransitionList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { TransitionView, transitionView } from '../http/transition-view.ts';
import { AnyText, ListOf } from '../http/view-schema.ts';
import { installationNamed } from './installation-answers.ts';
import { InstallationStatus } from './installation-view.ts';

const InstallationTransitionView = TransitionView(
  'InstallationTransition',
  { from: InstallationStatus, to: InstallationStatus, reason: AnyText },
  { from: 'active', to: 'banned', reason: 'stolen', note: '' },
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
