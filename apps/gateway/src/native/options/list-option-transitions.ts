import { ListCatalogTransitions, type ListQuery, optionTransitionList } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { TransitionView, transitionView } from '../http/transition-view.ts';
import { AnyText, ListOf } from '../http/view-schema.ts';
import { namedOption } from './get-option.ts';

const OptionTransitionView = TransitionView(
  'OptionTransition',
  { from: AnyText, to: AnyText },
  { from: 'active', to: 'inactive', note: '' },
);

@NativeController('options')
export class ListOptionTransitionsController {
  /** Past changes of status, newest first. [API-VERB-03] */
  @Get(':id/transitions')
  @Operation({
    id: 'listOptionTransitions',
    summary: 'Past changes of the status of an option, newest first.',
    answers: ListOf(OptionTransitionView),
  })
  @Requires('options:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Asked(optionTransitionList) query: ListQuery,
  ): Promise<object> {
    const { optionId } = await namedOption(call, id);
    const asked = { authorId: call.authorId, object: 'option', number: optionId, query } as const;
    const page = await call.ask(ListCatalogTransitions, asked);
    return listOf(call, page, page.items.map(transitionView));
  }
}
