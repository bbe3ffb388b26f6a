import { ReleaseLicense } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ChangeLicense, expectedVersion } from './change-license.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseReleased } from './license-view-schema.ts';

@NativeController('licenses')
export class ReleaseLicenseController {
  readonly #licenses: LicenseAnswers;
  readonly #change: ChangeLicense;

  constructor(licenses: LicenseAnswers, change: ChangeLicense) {
    this.#licenses = licenses;
    this.#change = change;
  }

  /** What IntelliProtector's back offices call a reset of the hardware. [API-LIC-23] */
  @Post(':id/release')
  @Operation({
    id: 'releaseLicense',
    summary: 'Takes a license away from every machine and ends its freeze; no deactivation is taken.',
    dryRun: true,
    answers: LicenseReleased,
    versioned: true,
  })
  @Requires('licenses:write')
  async release(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    const before = await this.#licenses.named(call, id);
    const { licenseId } = before.license;
    const request = { authorId: call.authorId, licenseId, ...expectedVersion(call, before) };
    const { license, released } = await this.#change.guarded(call, licenseId, () =>
      call.change(ReleaseLicense, request),
    );
    return this.#licenses.answer(call, await this.#change.after(call, before, license), { released });
  }
}
