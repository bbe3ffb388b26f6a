import { Handles } from '@licet/command-bus';
import { GetInstallations, type ReplyOf, type RequestOf, mostInstallations } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import type { OpenLedger } from '../domain/ledger.ts';
import { valuesOf } from '../domain/persistent-map.ts';
import { installationNamed } from '../domain/transition-installation.ts';
import { InstallationTeller } from '../installation-teller.ts';
import { Ledgers } from '../ledgers.ts';
import { LedgerFinder } from '../policies/ledger-finder.ts';
import { LicenseStale } from '../policies/stale-licenses.ts';

type Request = RequestOf<typeof GetInstallations>;

/** Installations of a license, as the record says it at this moment. [IN-02, IN-04] */
@Controller()
export class GetInstallationsHandler {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly finder: LedgerFinder,
    private readonly teller: InstallationTeller,
  ) {}

  @Handles(GetInstallations)
  async handle({ authorId, licenseId, installationIds }: Request): Promise<ReplyOf<typeof GetInstallations>> {
    const found = await this.finder.find(licenseId);
    if (found?.terms.authorId !== authorId) return { ok: false, refusal: { code: 'not_found' } };
    const { state } = await this.ledgers.read(String(licenseId));
    if (state.kind === 'unknown') return { ok: false, refusal: { code: 'not_found' } };
    if (state.stale) throw new LicenseStale(licenseId);
    const wanted =
      installationIds === null ? newest(state) : installationIds.flatMap((id) => installationNamed(state, id) ?? []);
    return { ok: true, value: await this.teller.tell(state, wanted) };
  }
}

const newest = ({ installations }: OpenLedger) =>
  [...valuesOf(installations)]
    .filter(({ token }) => token !== null)
    .sort((a, b) => (a.activatedAt < b.activatedAt ? 1 : -1))
    .slice(0, mostInstallations);
