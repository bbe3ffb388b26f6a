import { Handles } from '@licet/command-bus';
import { FindLicense, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { LicenseFinder } from '../license-finder.ts';
import { notFound } from '../refusals.ts';

/** The license that holds a serial number or key within a product. [SN-05, UNI-04] */
@Controller()
export class FindLicenseHandler {
  constructor(private readonly finder: LicenseFinder) {}

  @Handles(FindLicense)
  async handle({ productId, key }: RequestOf<typeof FindLicense>): Promise<ReplyOf<typeof FindLicense>> {
    const licenseId = await this.finder.numberOfKey(productId, key);
    return licenseId === undefined ? notFound('license') : { ok: true, value: { licenseId } };
  }
}
