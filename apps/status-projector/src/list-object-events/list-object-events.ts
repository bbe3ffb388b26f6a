import { Handles } from '@licet/command-bus';
import { ListObjectEvents, type ReplyOf, type RequestOf, objectEventList } from '@licet/contracts';
import { ListCursors, turnPage } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { timelineEvent } from '../domain/event-details.ts';
import { ListConnections } from '../replicas/list-connections.ts';
import { openTexts } from '../replicas/sealed-texts.ts';
import { type TimelineRow, countOf, pageOf, placeOf } from './timeline-page.ts';

/** The timeline of one object. [API-EVT-09, SYS-04] */
@Controller()
export class ListObjectEventsHandler {
  constructor(
    private readonly connections: ListConnections,
    private readonly vault: Vault,
  ) {}

  @Handles(ListObjectEvents)
  async handle(timeline: RequestOf<typeof ListObjectEvents>): Promise<ReplyOf<typeof ListObjectEvents>> {
    const { authorId, object, query } = timeline;
    const cursors = new ListCursors(this.vault, [objectEventList.name, authorId, object], query);
    const page = await this.connections.read(authorId, (pool) =>
      turnPage<TimelineRow>(query, cursors, {
        rows: async (place, most) => {
          const { rows } = await pool.query<TimelineRow>(pageOf(timeline, place, most));
          return rows.map((item) => ({ item, ...placeOf(item) }));
        },
        count: async (most) => (await pool.query<{ count: number }>(countOf(timeline, most))).rows[0]?.count ?? 0,
      }),
    );
    return page.ok ? { ok: true, value: { ...page.value, items: await this.told(page.value.items) } } : page;
  }

  private async told(rows: readonly TimelineRow[]) {
    const sealed = rows.flatMap(({ reason, note }) => [reason, note]);
    const text = await openTexts(this.vault, sealed);
    return rows.map(({ event, changes, reason, note }) =>
      timelineEvent(event, changes ?? [], { reason: text(reason), note: text(note) }),
    );
  }
}
