import { type OptionFacts, UpdateOption } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { answerOption, namedOption } from './get-option.ts';
import { mergeSettings } from './merge-settings.ts';
import { UpdateOptionBody } from './option-body.ts';
import { OptionView } from './option-view.ts';

const attempts = 5;

@NativeController('options')
export class UpdateOptionController {
  /** JSON Merge Patch. [API-OPT-01, API-VERB-01, API-ETAG-03] */
  @Patch(':id')
  @Operation({
    id: 'updateOption',
    summary: 'Changes an option; parts are merged member by member.',
    answers: OptionView,
    versioned: true,
  })
  @Requires('options:write')
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateOptionBody) body: UpdateOptionBody,
  ): Promise<object | undefined> {
    for (let attempt = 1; ; attempt++) {
      const option = await namedOption(call, id);
      const wanted = expectedVersion(call.request, option.version);
      try {
        return await answerOption(call, await merge(call, option, body, wanted ?? option.version));
      } catch (error) {
        const overtaken = error instanceof Problem && error.code === 'version_conflict' && wanted === null;
        if (!overtaken || attempt === attempts) throw error;
      }
    }
  }
}

/** Parts are merged with what was read, so what was read must still hold when they are written. [API-ETAG-04] */
async function merge(
  call: NativeCall,
  { optionId, settings }: OptionFacts,
  body: UpdateOptionBody,
  expectedVersion: number,
): Promise<OptionFacts> {
  const change = {
    authorId: call.authorId,
    optionId,
    changes: mergeSettings(settings, body),
    expectedVersion,
  };
  return call.change(UpdateOption, change, { shared: true });
}
