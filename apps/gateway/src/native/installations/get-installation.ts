import { Get, Param } from '@nestjs/common';
import { ForCustomers, NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerInstallation, installationNamed } from './installation-answers.ts';
import { InstallationView } from './installation-view.ts';

@NativeController('installations')
export class GetInstallationController {
  /** As the record of its license says it now. [API-VERB-08] */
  @Get(':id')
  @Operation({
    id: 'getInstallation',
    summary: 'An installation as it is now.',
    answers: InstallationView,
    versioned: true,
  })
  @Requires('installations:read')
  @ForCustomers()
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return answerInstallation(call, await installationNamed(call, id));
  }
}
