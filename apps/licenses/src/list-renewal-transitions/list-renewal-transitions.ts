import { Handles } from '@licet/command-bus';
import {
  ListRenewalTransitions,
  type RecordedEvent,
  type RenewalEvent,
  type RenewalTransition,
  type ReplyOf,
  type RequestOf,
  renewalTransitionList,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { readMemoryList, transitionsIn } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { notFound } from '../refusals.ts';
import { RenewalTeller } from '../renewal-teller.ts';

type Request = RequestOf<typeof ListRenewalTransitions>;

const transitions = transitionsIn<RenewalTransition>(renewalTransitionList);

/** Past changes of status, from the record itself: a renewal has few. [API-VERB-03] */
@Controller()
export class ListRenewalTransitionsHandler {
  constructor(
    private readonly teller: RenewalTeller,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ListRenewalTransitions)
  async handle({ authorId, renewalId, query }: Request): Promise<ReplyOf<typeof ListRenewalTransitions>> {
    if (!(await this.teller.named(authorId, renewalId))) return notFound('renewal');
    const events = (await this.store.readStream(`renewal-${renewalId}`)) as RecordedEvent<RenewalEvent>[];
    const told = await Promise.all(events.map((event) => this.#told(event)));
    return readMemoryList(transitions, [authorId, renewalId], told.flat(), query, this.vault);
  }

  async #told(recorded: RecordedEvent<RenewalEvent>): Promise<RenewalTransition[]> {
    const event = recorded as RenewalEvent;
    if (event.type !== 'RenewalStatusChanged') return [];
    const { version, before, after, note, at } = event.data;
    const { kind, id } = recorded.metadata.actor;
    return [{ version, from: before, to: after, note: await this.teller.open(note), at, actor: { kind, id } }];
  }
}
