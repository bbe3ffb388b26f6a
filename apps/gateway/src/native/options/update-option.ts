import { UpdateOption } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { mergeChange } from '../catalog/merge-change.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerOption, namedOption, withReplacement } from './get-option.ts';
import { UpdateOptionBody } from './option-body.ts';
import { OptionView } from './option-view.ts';
import { wholeSettings } from './whole-settings.ts';

@NativeController('options')
export class UpdateOptionController {
  /** JSON Merge Patch. [API-OPT-01, API-VERB-01, API-ETAG-03] */
  @Patch(':id')
  @Operation({
    id: 'updateOption',
    summary: 'Changes an option; parts are merged member by member.',
    dryRun: true,
    answers: OptionView,
    versioned: true,
    problems: ['duplicate', 'not_found'],
  })
  @Requires('options:write')
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateOptionBody) body: UpdateOptionBody,
  ): Promise<object | undefined> {
    const { authorId } = call;
    const option = await mergeChange(
      call,
      await withReplacement(call, body),
      () => namedOption(call, id),
      ({ optionId }, changes, expectedVersion) =>
        call.change(
          UpdateOption,
          { authorId, optionId, changes: wholeSettings(changes), expectedVersion },
          { shared: true },
        ),
    );
    return answerOption(call, option);
  }
}
