import { Handles } from '@licet/command-bus';
import { GetCustomData, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { CustomDataVault } from '../custom-data-vault.ts';
import { LicenseFinder } from '../license-finder.ts';
import { notFound } from '../refusals.ts';

/** What an author keeps beside a license. Changes nothing. [SL-GCD] */
@Controller()
export class GetCustomDataHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly customData: CustomDataVault,
  ) {}

  @Handles(GetCustomData)
  async handle({ authorId, licenseId }: RequestOf<typeof GetCustomData>): Promise<ReplyOf<typeof GetCustomData>> {
    const license = licenseId === null ? undefined : await this.finder.byNumber(licenseId);
    if (license?.authorId !== authorId) return notFound('license');
    return { ok: true, value: await this.customData.open(license) };
  }
}
