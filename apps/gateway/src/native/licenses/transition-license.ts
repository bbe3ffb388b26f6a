import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { effectBetween } from '../http/effect.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { ChangeLicense } from './change-license.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseTransitioned } from './license-view-schema.ts';
import { TransitionLicenseBody } from './transition-license-body.ts';

@NativeController('licenses')
export class TransitionLicenseController {
  readonly #licenses: LicenseAnswers;
  readonly #change: ChangeLicense;

  constructor(licenses: LicenseAnswers, change: ChangeLicense) {
    this.#licenses = licenses;
    this.#change = change;
  }

  /** The table of statuses is the license's own; `effect` says what stops by it. [API-TRN-01 … API-TRN-07] */
  @Post(':id/transitions')
  @Operation({
    id: 'transitionLicense',
    summary: 'Changes the status of a license.',
    dryRun: true,
    answers: LicenseTransitioned,
    versioned: true,
    problems: ['transition_not_allowed'],
  })
  @Requires('licenses:status')
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionLicenseBody) body: TransitionLicenseBody,
  ): Promise<object | undefined> {
    const { to, reason, note, replacedById } = body;
    refuseStrangers(body);
    const before = await this.#licenses.named(call, id);
    const replacedBy = replacedById && (await this.#licenses.named(call, replacedById)).license.licenseId;
    const after = await this.#change.update(call, before, {
      status: to === 'restored' ? { restored: true } : { status: to, reason: reason ?? null },
      ...(note && { statusNote: note }),
      ...(replacedBy && { replacedBy }),
    });
    return this.#licenses.answer(call, after, { effect: effectBetween(before, after) });
  }
}

/** Members that go with other targets only. */
function refuseStrangers({ to, reason, replacedById }: TransitionLicenseBody): void {
  const strange = [
    ...(reason !== undefined && to !== 'revoked' ? ['/reason'] : []),
    ...(replacedById !== undefined && to !== 'superseded' ? ['/replacedById'] : []),
  ];
  const errors = strange.map((pointer) => ({ pointer, code: 'invalid' as const, detail: `does not go with ${to}` }));
  if (errors.length > 0) throw new Problem('parameter_invalid', undefined, { errors });
}
