import { Param, Patch } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ChangeLicense, expectedVersion } from './change-license.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseView } from './license-view-schema.ts';
import { requestedChanges } from './requested-changes.ts';
import { UpdateLicenseBody } from './update-license-body.ts';

@NativeController('licenses')
export class UpdateLicenseController {
  readonly #licenses: LicenseAnswers;
  readonly #change: ChangeLicense;

  constructor(licenses: LicenseAnswers, change: ChangeLicense) {
    this.#licenses = licenses;
    this.#change = change;
  }

  /** JSON Merge Patch, applied whole or not at all. [API-LIC-13 … API-LIC-19, API-VERB-01, API-VERB-07] */
  @Patch(':id')
  @Operation({
    id: 'updateLicense',
    summary: 'Changes a license, whole or not at all.',
    dryRun: true,
    answers: LicenseView,
    versioned: true,
    problems: ['duplicate'],
  })
  @Requires('licenses:write')
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateLicenseBody) body: UpdateLicenseBody,
  ): Promise<object | undefined> {
    const before = await this.#licenses.named(call, id);
    const changes = await requestedChanges(call, body, this.#licenses);
    expectedVersion(call, before);
    const nothing = Object.keys(changes).length === 0;
    return this.#licenses.answer(call, nothing ? before : await this.#change.update(call, before, changes));
  }
}
