import { Handles } from '@licet/command-bus';
import {
  type LicenseEvent,
  type LicenseStatusChange,
  ListStatusChanges,
  type RecordedEvent,
  type ReplyOf,
  type RequestOf,
  transitionList,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { type MemoryList, readMemoryList } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { LicenseFinder } from '../license-finder.ts';
import { notFound } from '../refusals.ts';

const changes: MemoryList<LicenseStatusChange> = {
  declaration: transitionList,
  id: ({ version }) => version,
  fields: { createdAt: ({ at }) => at, to: ({ after }) => after.status },
};

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
    const { authorId, licenseId, query } = request;
    const license = await this.finder.byNumber(licenseId);
    if (license?.authorId !== authorId) return notFound('license');
    const events = (await this.store.readStream(`license-${licenseId}`)) as RecordedEvent<LicenseEvent>[];
    const told = await Promise.all(events.map((event) => this.#told(event)));
    return readMemoryList(changes, [authorId, licenseId], told.flat(), query, this.vault);
  }

  async #told({ data, version, metadata }: RecordedEvent<LicenseEvent>): Promise<LicenseStatusChange[]> {
    if (!('changes' in data) || !data.changes.status) return [];
    const { status, statusNote } = data.changes;
    const note = statusNote ? ((await this.vault.open(statusNote)) ?? '') : '';
    return [{ version, ...status, note, at: data.at, actor: metadata.actor }];
  }
}
