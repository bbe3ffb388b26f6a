import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ChangeLicense } from './change-license.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseView } from './license-view-schema.ts';

@NativeController('licenses')
export class UnlockLicenseController {
  readonly #licenses: LicenseAnswers;
  readonly #change: ChangeLicense;

  constructor(licenses: LicenseAnswers, change: ChangeLicense) {
    this.#licenses = licenses;
    this.#change = change;
  }

  /** Where nothing runs only the counter is zeroed. [API-LIC-24, DNA-REACT-04] */
  @Post(':id/unlock')
  @Operation({
    id: 'unlockLicense',
    summary: 'Ends a freeze and a re-activation lockout of a license, and counts re-activations anew.',
    dryRun: true,
    answers: LicenseView,
    versioned: true,
  })
  @Requires('licenses:write')
  async unlock(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    const before = await this.#licenses.named(call, id);
    return this.#licenses.answer(call, await this.#change.update(call, before, { unlock: true }));
  }
}
