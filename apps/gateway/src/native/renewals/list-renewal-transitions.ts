import {
  Instant,
  type ListQuery,
  ListRenewalTransitions,
  RenewalStatus,
  type RenewalTransition,
  renewalTransitionList,
} from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import Type from 'typebox';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Answer, AnyText, ListOf, type Shown } from '../http/view-schema.ts';
import { namedRenewal } from './renewal-answers.ts';

const RenewalTransitionView = Answer(
  'RenewalTransition',
  {
    object: Type.Literal('transition'),
    version: Type.Integer({ minimum: 1 }),
    from: RenewalStatus,
    to: RenewalStatus,
    note: AnyText,
    at: Instant,
    by: Type.Object({ kind: AnyText, id: AnyText }),
  },
  {
    ...{ object: 'transition', version: 2, from: 'active', to: 'blocked', note: 'Sold twice.' },
    ...{ at: '2026-03-02T09:12:45.120Z', by: { kind: 'key', id: '0123456789ab' } },
  },
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

const transitionView = (transition: RenewalTransition): Shown<typeof RenewalTransitionView> => {
  const { version, from, to, note, at, actor } = transition;
  return { object: 'transition', version, from, to, note, at, by: actor };
};
