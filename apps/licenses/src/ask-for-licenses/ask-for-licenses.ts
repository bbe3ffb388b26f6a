import { Handles } from '@licet/command-bus';
import {
  AskForLicenses,
  type EventOf,
  type LicenseAdded,
  type LicenseChanges,
  type RecordedEvent,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
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
    const [event, ...rest] = await this.store.readStream(`license-${licenseId}`);
    if (!event || rest.at(-1)?.type === 'LicensePurged') return undefined;
    const later = rest.flatMap((each) => {
      const { changes } = each.data as { changes?: LicenseChanges };
      return changes ? [{ changes: forLedger(changes), at: placeOf(each) }] : [];
    });
    return { licenseId, added: event.data as EventOf<typeof LicenseAdded>['data'], at: placeOf(event), later };
  }
}

/** Without what no ledger takes over, which may be long. */
function forLedger(changes: LicenseChanges): LicenseChanges {
  const told = { ...changes };
  delete told.userFields;
  delete told.customData;
  return told;
}

const placeOf = ({ lane, epoch, position }: RecordedEvent) => ({ lane, epoch, position });
