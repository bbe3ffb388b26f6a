import { Handles } from '@licet/command-bus';
import {
  type LicenseEvent,
  type LicenseStatusChange,
  ListStatusChanges,
  type RecordedEvent,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { LicenseFinder } from '../license-finder.ts';
import { notFound } from '../refusals.ts';

/** Past changes of a status, from the record itself: a license has few. [API-VERB-03] */
@Controller()
export class ListStatusChangesHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ListStatusChanges)
  async handle(request: RequestOf<typeof ListStatusChanges>): Promise<ReplyOf<typeof ListStatusChanges>> {
    const { authorId, licenseId, before, limit } = request;
    const license = await this.finder.byNumber(licenseId);
    if (license?.authorId !== authorId) return notFound('license');
    const events = (await this.store.readStream(`license-${licenseId}`)) as RecordedEvent<LicenseEvent>[];
    const page = events
      .filter(({ type, version }) => type === 'LicenseStatusChanged' && (before === null || version < before))
      .toReversed()
      .slice(0, limit);
    const changes = await Promise.all(page.map((event) => this.#told(event)));
    return { ok: true, value: changes.flat() };
  }

  async #told({ data, version, metadata }: RecordedEvent<LicenseEvent>): Promise<LicenseStatusChange[]> {
    if (!('changes' in data) || !data.changes.status) return [];
    const { status, statusNote } = data.changes;
    const note = statusNote ? ((await this.vault.open(statusNote)) ?? '') : '';
    return [{ version, ...status, note, at: data.at, actor: metadata.actor }];
  }
}
