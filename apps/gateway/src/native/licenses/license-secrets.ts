import { RevealActivationPassword, RotateActivationPassword } from '@licet/contracts';
import { Get, HttpCode, Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { ChangeLicense, expectedVersion } from './change-license.ts';
import { LicenseAnswers } from './license-answers.ts';

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
  @Requires('licenses:secrets')
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object> {
    const { authorId } = call;
    const { licenseId } = (await this.#licenses.named(call, id)).license;
    return call.change(RevealActivationPassword, { authorId, licenseId });
  }

  /** The old password fails from the next call on. [API-LIC-20] */
  @Post(':id/secrets/rotate')
  @HttpCode(200)
  @Requires('licenses:secrets')
  async rotate(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    const before = await this.#licenses.named(call, id);
    const { licenseId } = before.license;
    const request = { authorId: call.authorId, licenseId, ...expectedVersion(call, before) };
    const { license, activationPassword } = await this.#change.guarded(call, licenseId, () =>
      call.change(RotateActivationPassword, request),
    );
    const after = await this.#change.after(call, before, license);
    return this.#licenses.answer(call, after, { secrets: { activationPassword } });
  }
}
