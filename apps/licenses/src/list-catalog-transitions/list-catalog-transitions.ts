import { Handles } from '@licet/command-bus';
import {
  ListCatalogTransitions,
  type OptionEvent,
  type ProductEvent,
  type RecordedEvent,
  type ReplyOf,
  type RequestOf,
  type Transition,
  optionTransitionList,
  productTransitionList,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { type MemoryList, readMemoryList, transitionsIn } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Options, Products } from '../aggregates.ts';
import { CatalogNotes } from '../catalog-notes.ts';
import { optionOf, productOf } from '../domain/facts.ts';
import { notFound } from '../refusals.ts';

type Request = RequestOf<typeof ListCatalogTransitions>;
type Recorded = RecordedEvent<ProductEvent | OptionEvent>;

const lists: Record<Request['object'], MemoryList<Transition>> = {
  product: transitionsIn(productTransitionList),
  option: transitionsIn(optionTransitionList),
};

/** Past changes of status and mode, from the record itself: a product or option has few. [API-VERB-03] */
@Controller()
export class ListCatalogTransitionsHandler {
  constructor(
    private readonly products: Products,
    private readonly options: Options,
    private readonly notes: CatalogNotes,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(ListCatalogTransitions)
  async handle(request: Request): Promise<ReplyOf<typeof ListCatalogTransitions>> {
    const { authorId, object, number, query } = request;
    if (!(await this.#isKnown(request))) return notFound(object);
    const events = (await this.store.readStream(`${object}-${number}`)) as Recorded[];
    const told = await Promise.all(events.map((event) => this.#told(event)));
    return readMemoryList(lists[object], [authorId, object, number], told.flat(), query, this.vault);
  }

  async #isKnown({ authorId, object, number }: Request): Promise<boolean> {
    const known =
      object === 'product'
        ? productOf((await this.products.read(String(number))).state, authorId)
        : optionOf((await this.options.read(String(number))).state, authorId);
    return known !== undefined;
  }

  async #told({ data, version, metadata }: Recorded): Promise<Transition[]> {
    const changed = 'changes' in data ? changeIn(data.before, data.changes) : undefined;
    if (!changed || !('changes' in data)) return [];
    const { kind, id } = metadata.actor;
    const note = await this.notes.open(data.note);
    return [{ version, ...changed, note, at: data.at, actor: { kind, id } }];
  }
}

interface Standing {
  status?: string;
  mode?: string;
}

function changeIn(before: Standing, after: Standing): { from: string; to: string } | undefined {
  if (before.status !== undefined && after.status !== undefined) return { from: before.status, to: after.status };
  if (before.mode !== undefined && after.mode !== undefined) return { from: before.mode, to: after.mode };
  return undefined;
}
