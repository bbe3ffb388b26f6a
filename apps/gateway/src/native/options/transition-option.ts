import { UpdateOption, optionStatuses } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { IsDefined, IsIn } from 'class-validator';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Line, Optional } from '../http/rules.ts';
import { answerOption, namedOption } from './get-option.ts';
import { OptionView } from './option-view.ts';

class TransitionOptionBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { to: 'inactive', note: 'Sold no more.' };

  @IsIn(optionStatuses)
  @IsDefined()
  to!: (typeof optionStatuses)[number];

  @Line(4000)
  @Optional()
  note?: string;
}

@NativeController('options')
export class TransitionOptionController {
  /** Options other than active ones issue nothing; their licenses go on. [API-OPT-01, API-VERB-03] */
  @Post(':id/transitions')
  @Operation({
    id: 'transitionOption',
    summary: 'Changes the status of an option.',
    dryRun: true,
    answers: OptionView,
    versioned: true,
    problems: ['transition_not_allowed'],
  })
  @Requires('options:write')
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionOptionBody) { to, note = '' }: TransitionOptionBody,
  ): Promise<object | undefined> {
    const { authorId, request } = call;
    const { optionId, version } = await namedOption(call, id);
    const change = { authorId, optionId, changes: { status: to }, note };
    const wanted = expectedVersion(request, version);
    return answerOption(
      call,
      await call.change(UpdateOption, { ...change, expectedVersion: wanted }, { shared: true }),
    );
  }
}
