import { Handles } from '@licet/command-bus';
import { GetLicenseHistory, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LicenseEntry, StatusChangeEntry } from '../replicas/entities.ts';

/** Status changes of a license, oldest first. [ST-26, SYS-04] */
@Controller()
export class GetLicenseHistoryHandler {
  constructor(private readonly database: DataSource) {}

  @Handles(GetLicenseHistory)
  async handle({
    authorId,
    licenseId,
  }: RequestOf<typeof GetLicenseHistory>): Promise<ReplyOf<typeof GetLicenseHistory>> {
    const known = await this.database.getRepository(LicenseEntry).existsBy({ licenseId, authorId });
    if (!known) return { ok: false, refusal: { code: 'not_found', facts: { what: 'license' } } };
    const rows = await this.database
      .getRepository(StatusChangeEntry)
      .find({ where: { licenseId }, order: { version: 'ASC' } });
    return {
      ok: true,
      value: {
        changes: rows.map(({ before, after, at, actor, via }) => ({ before, after, at: at.toISOString(), actor, via })),
      },
    };
  }
}
