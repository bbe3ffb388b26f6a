import { TransitionRenewal, renewalStatuses } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { IsDefined, IsIn } from 'class-validator';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Line, Optional } from '../http/rules.ts';
import { answerRenewal, namedRenewal } from './renewal-answers.ts';
import { RenewalView } from './renewal-view.ts';

class TransitionRenewalBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { to: 'blocked', note: 'Sold twice.' };

  @IsIn(renewalStatuses)
  @IsDefined()
  to!: (typeof renewalStatuses)[number];

  @Line(4000)
  @Optional()
  note?: string;
}

@NativeController('renewals')
export class TransitionRenewalController {
  /** One that is used stays as it is. [API-INV-06, API-VERB-03] */
  @Post(':id/transitions')
  @Operation({
    id: 'transitionRenewal',
    summary: 'Blocks a renewal, deletes it, or frees it again.',
    dryRun: true,
    answers: RenewalView,
    versioned: true,
    problems: ['transition_not_allowed'],
  })
  @Requires('renewals:write')
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionRenewalBody) { to, note = '' }: TransitionRenewalBody,
  ): Promise<object | undefined> {
    const { renewalId, version } = await namedRenewal(call, id);
    const request = { authorId: call.authorId, renewalId, to, note };
    const wanted = expectedVersion(call.request, version);
    return answerRenewal(call, await call.change(TransitionRenewal, { ...request, expectedVersion: wanted }));
  }
}
