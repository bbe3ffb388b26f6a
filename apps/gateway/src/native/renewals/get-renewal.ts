import { Get, Param } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerRenewal, namedRenewal } from './renewal-answers.ts';
import { RenewalView } from './renewal-view.ts';

@NativeController('renewals')
export class GetRenewalController {
  /** [API-INV-06] */
  @Get(':id')
  @Operation({ id: 'getRenewal', summary: 'A renewal.', answers: RenewalView, versioned: true })
  @Requires('renewals:read')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return answerRenewal(call, await namedRenewal(call, id));
  }
}
