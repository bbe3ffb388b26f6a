import { Handles } from '@licet/command-bus';
import { FindLicenses, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { LicenseFinder } from '../license-finder.ts';

/** Licenses of one author that hold a key, whatever the product. [API-LIC-12] */
@Controller()
export class FindLicensesHandler {
  constructor(private readonly finder: LicenseFinder) {}

  @Handles(FindLicenses)
  async handle({ authorId, key }: RequestOf<typeof FindLicenses>): Promise<ReplyOf<typeof FindLicenses>> {
    return { ok: true, value: { licenseIds: await this.finder.ofAuthor(authorId, key, 2) } };
  }
}
