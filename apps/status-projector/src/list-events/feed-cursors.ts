import { Handles } from '@licet/command-bus';
import { AwaitCursor, type CallContext, type ReplyOf, type RequestOf, TellCursor } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { isFeedSource, withPositions } from '../domain/cursor.ts';
import { FeedReader } from './feed-reader.ts';
import { FeedWatch } from './feed-watch.ts';
import { SignedCursors } from './signed-cursor.ts';

/** Time to answer in, kept back from the caller's deadline. Milliseconds. */
const margin = 200;

/** Places in the feed for those who write and want to read what they wrote. [API-VERB-06, API-VERB-09] */
@Controller()
export class FeedCursorsHandler {
  private readonly reader: FeedReader;
  private readonly watch: FeedWatch;

  constructor(
    store: EventStore,
    private readonly vault: Vault,
  ) {
    this.reader = new FeedReader(store.pool);
    this.watch = new FeedWatch(this.reader);
  }

  @Handles(TellCursor)
  async tell({ authorId, positions }: RequestOf<typeof TellCursor>): Promise<ReplyOf<typeof TellCursor>> {
    const written = positions.flatMap(({ service, ...at }) =>
      isFeedSource(service) ? [{ source: service, ...at }] : [],
    );
    const place = withPositions(await this.reader.reached(), written);
    return { ok: true, value: { cursor: new SignedCursors(this.vault, authorId).print(place) } };
  }

  @Handles(AwaitCursor)
  async wait(
    { authorId, cursor, waitMs }: RequestOf<typeof AwaitCursor>,
    { deadline }: CallContext,
  ): Promise<ReplyOf<typeof AwaitCursor>> {
    const place = new SignedCursors(this.vault, authorId).parse(cursor);
    if (!place) return { ok: false, refusal: { code: 'cursor_invalid' } };
    const reached = await this.watch.waitFor(place, Math.min(Date.now() + waitMs, deadline - margin));
    return { ok: true, value: { reached } };
  }
}
