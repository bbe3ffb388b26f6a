import { TransitionInstallation } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { ForCustomers, NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { answerInstallation, installationNamed } from './installation-answers.ts';
import { InstallationView } from './installation-view.ts';
import { TransitionInstallationBody } from './transition-installation-body.ts';

@NativeController('installations')
export class TransitionInstallationController {
  /** Staff gives it back, bans it, or makes it active again; its customer gives it back as its program does. [API-USR-05, API-INS-15 … API-INS-17, PERM-16, IN-05, IN-06, AMB-50] */
  @Post(':id/transitions')
  @Operation({
    id: 'transitionInstallation',
    summary: 'Changes the status of an installation.',
    dryRun: true,
    answers: InstallationView,
    versioned: true,
    problems: ['transition_not_allowed', 'no_activations_left', 'no_deactivations_left'],
  })
  @Requires('installations:write')
  @ForCustomers()
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionInstallationBody) body: TransitionInstallationBody,
  ): Promise<object | undefined> {
    const { licenseId, installationId, revision } = await installationNamed(call, id);
    const { to, reason = '', note = '', takesDeactivation = true } = body;
    const request = {
      ...{ authorId: call.authorId, licenseId, installationId, to, reason, note, takesDeactivation },
      by: call.customerId === null ? ('staff' as const) : ('customer' as const),
      expectedRevision: expectedVersion(call.request, revision),
    };
    return answerInstallation(call, await call.change(TransitionInstallation, request));
  }
}
