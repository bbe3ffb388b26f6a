import { Handles } from '@licet/command-bus';
import { type CallContext, ListEvents, type ReplyOf, type RequestOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { start } from '../domain/cursor.ts';
import { type FeedPage, FeedReader } from './feed-reader.ts';
import { FeedWatch } from './feed-watch.ts';
import { SignedCursors } from './signed-cursor.ts';

/** Time to answer in, kept back from the caller's deadline. Milliseconds. */
const margin = 200;

/** Events of an account after a cursor; a poller that waits is answered as soon as there is one. [API-EVT-01, API-EVT-02] */
@Controller()
export class ListEventsHandler {
  private readonly reader: FeedReader;
  private readonly watch: FeedWatch;

  constructor(
    store: EventStore,
    private readonly vault: Vault,
  ) {
    this.reader = new FeedReader(store.pool);
    this.watch = new FeedWatch(this.reader);
  }

  @Handles(ListEvents)
  async handle(request: RequestOf<typeof ListEvents>, context: CallContext): Promise<ReplyOf<typeof ListEvents>> {
    const cursors = new SignedCursors(this.vault, request.authorId);
    const after = request.after === null ? start : cursors.parse(request.after);
    if (!after) return { ok: false, refusal: { code: 'cursor_invalid' } };
    const deadline = Math.min(Date.now() + request.waitMs, context.deadline - margin);
    const { events, next } = await this.firstPage({ ...request, after }, deadline);
    return {
      ok: true,
      value: {
        events: events.map(({ event, at }) => ({ ...event, cursor: cursors.print(at) })),
        next: cursors.print(next),
      },
    };
  }

  private async firstPage(query: Parameters<FeedReader['page']>[0], deadline: number): Promise<FeedPage> {
    let page = await this.reader.page(query);
    while (page.events.length === 0 && (await this.watch.waitBehind(page.next, deadline)))
      page = await this.reader.page({ ...query, after: page.next });
    return page;
  }
}
