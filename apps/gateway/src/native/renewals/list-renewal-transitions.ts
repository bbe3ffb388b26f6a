import { type ListQuery, ListRenewalTransitions, RenewalStatus, renewalTransitionList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { TransitionView, transitionView } from '../http/transition-view.ts';
import { ListOf } from '../http/view-schema.ts';
import { namedRenewal } from './renewal-answers.ts';

const RenewalTransitionView = TransitionView(
  'RenewalTransition',
  { from: RenewalStatus, to: RenewalStatus },
  { from: 'active', to: 'blocked', note: 'Sold twice.' },
);

@NativeController('renewals')
export class ListRenewalTransitionsController {
  /** Past changes of status, newest first. [API-VERB-03] */
  @Get(':id/transitions')
  @Operation({
    id: 'listRenewalTransitions',
    summary: 'Past changes of the status of a renewal, newest first.',
    answers: ListOf(RenewalTransitionView),
  })
  @Requires('renewals:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Asked(renewalTransitionList) query: ListQuery,
  ): Promise<object> {
    const { renewalId } = await namedRenewal(call, id);
    const page = await call.ask(ListRenewalTransitions, { authorId: call.authorId, renewalId, query });
    return listOf(call, page, page.items.map(transitionView));
  }
}
