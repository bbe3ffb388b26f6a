import { Handles } from '@licet/command-bus';
import { type CallContext, ReplaceCustomData, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { CustomDataVault } from '../custom-data-vault.ts';
import { noLicense } from '../domain/license.ts';
import { replaceCustomData } from '../domain/replace-custom-data.ts';
import { versionOf } from '../version-of.ts';
import { recordedLicense } from '../recorded-license.ts';

type Request = RequestOf<typeof ReplaceCustomData>;

/** Replaces custom data with one append; what is refused is not even sealed. [SL-UCD] */
@Controller()
export class ReplaceCustomDataHandler {
  constructor(
    private readonly licenses: Licenses,
    private readonly customData: CustomDataVault,
  ) {}

  @Handles(ReplaceCustomData)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof ReplaceCustomData>> {
    const { licenseId, customData } = request;
    const command = { type: 'ReplaceCustomData' as const, request, sealed: null };
    const state = licenseId === null ? noLicense : (await this.licenses.read(String(licenseId))).state;
    const decision = replaceCustomData(command, state, contextOf(call, new Date()));
    if (decision.kind === 'refused') return { ok: false, refusal: decision.refusal };
    const license = recordedLicense(state);
    const [sealed, same] = customData
      ? await Promise.all([this.customData.seal(license, customData), this.customData.sameIn(license, customData)])
      : [null, undefined];
    return replyTo(await this.licenses.decide(license.licenseId, { ...command, sealed, same }, call), versionOf);
  }
}
