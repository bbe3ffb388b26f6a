import { RevealActivationPassword, RotateActivationPassword } from '@licet/contracts';
import { Get, Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ChangeLicense, expectedVersion } from './change-license.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseSecrets, LicenseWithSecrets } from './license-view-schema.ts';
import { RotateSecretsBody } from './rotate-secrets-body.ts';

@NativeController('licenses')
export class LicenseSecretsController {
  readonly #licenses: LicenseAnswers;
  readonly #change: ChangeLicense;

  constructor(licenses: LicenseAnswers, change: ChangeLicense) {
    this.#licenses = licenses;
    this.#change = change;
  }

  /** Who looked is recorded before anything is shown. [API-LIC-03] */
  @Get(':id/secrets')
  @Operation({
    id: 'getLicenseSecrets',
    summary: 'The activation password of a license; that somebody looked is recorded.',
    answers: LicenseSecrets,
  })
  @Requires('licenses:secrets')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object> {
    const { authorId } = call;
    const { licenseId } = (await this.#licenses.named(call, id)).license;
    return call.change(RevealActivationPassword, { authorId, licenseId });
  }

  /** The old password fails from the next call on; what was activated by it may end in the same step. [API-LIC-20] */
  @Post(':id/secrets/rotate')
  @Operation({
    id: 'rotateLicenseSecrets',
    summary: 'Makes a new activation password; the old one fails from then on, and what was activated may end with it.',
    dryRun: true,
    answers: LicenseWithSecrets,
    versioned: true,
    problems: ['no_deactivations_left'],
  })
  @Requires('licenses:secrets')
  async rotate(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(RotateSecretsBody) body: RotateSecretsBody,
  ): Promise<object | undefined> {
    const { deactivateInstallations = false, takesDeactivation = true } = body;
    const before = await this.#licenses.named(call, id);
    const { licenseId } = before.license;
    const request = {
      ...{ authorId: call.authorId, licenseId, ...expectedVersion(call, before) },
      ...(deactivateInstallations && { endInstallations: { takesDeactivation } }),
    };
    const { license, activationPassword } = await this.#change.guarded(call, licenseId, () =>
      call.change(RotateActivationPassword, request),
    );
    const after = await this.#change.after(call, before, license);
    return this.#licenses.answer(call, after, { secrets: { activationPassword } });
  }
}
