import { Handles } from '@licet/command-bus';
import { AskForLicenses, type LicenseAdded, type EventOf, type ReplyOf, type RequestOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller } from '@nestjs/common';

/** The owner's word on licenses, from the record itself. [design 4] */
@Controller()
export class AskForLicensesHandler {
  constructor(private readonly store: EventStore) {}

  @Handles(AskForLicenses)
  async handle({ licenseIds }: RequestOf<typeof AskForLicenses>): Promise<ReplyOf<typeof AskForLicenses>> {
    const ids = [...new Set(licenseIds)];
    const found = await Promise.all(ids.map((licenseId) => this.#ask(licenseId))); // the store makes one query of it
    return { ok: true, value: found.filter((each) => each !== undefined) };
  }

  async #ask(licenseId: number) {
    const [event] = await this.store.readStream(`license-${licenseId}`);
    if (!event) return undefined;
    const { lane, epoch, position, data } = event;
    return { licenseId, added: data as EventOf<typeof LicenseAdded>['data'], at: { lane, epoch, position } };
  }
}
