import { AwaitCursor, ListEvents, TellCursor, nativeId, type RequestOf } from '@licet/contracts';
import { eventually } from '@licet/testing';
import * as event from './testing/events.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
}, 30_000);
afterAll(() => projector.close());

const all = { authorId: 1, after: null, limit: 500, types: [], subject: null, waitMs: 0 };
const list = (request: Partial<RequestOf<typeof ListEvents>> = {}) =>
  projector.value(ListEvents, { ...all, ...request });

async function readOn(after: string | null, limit: number, types: string[] = []) {
  const pages = [];
  for (let cursor = after; ;) {
    const { events, next } = await list({ after: cursor, limit, types });
    pages.push(...events);
    cursor = next;
    if (events.length < limit) return { events: pages, next };
  }
}

describe('the feed', () => {
  it('tells each event once and keeps the order of every stream, however small the pages are [API-EVT-01, API-EVT-02, API-EVT-06]', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const id = 4001 + i;
        await projector.append(`license-${id}`, event.license(id));
        await projector.append(`ledger-${id}`, event.ledger(id), event.activated(id, 1), event.checked(id, 1));
        await projector.append(`license-${id}`, event.fraud(id));
      }),
    );
    await projector.caughtUp();
    const whole = await readOn(null, 500);
    expect(whole.events).toHaveLength(160);
    const paged = await readOn(null, 7);
    expect(paged.events.map(({ id }) => id).toSorted()).toEqual(whole.events.map(({ id }) => id).toSorted());
    const versions = new Map<string, number>();
    for (const { subject, type } of paged.events) {
      const stream = type.startsWith('License') ? subject.id : subject.id.split('_').slice(0, 2).join('_');
      expect(subject.version).toBeGreaterThan(versions.get(stream) ?? 0);
      versions.set(stream, subject.version);
    }
  });

  it('goes on behind the cursor of any event without loss or repetition [API-EVT-06]', async () => {
    const { events } = await readOn(null, 500);
    const rest = await readOn(events[77]?.cursor ?? null, 500);
    expect(rest.events.map(({ id }) => id)).toEqual(events.slice(78).map(({ id }) => id));
  });

  it('shows an account its own events only, by type, prefix and subject [API-EVT-03]', async () => {
    await projector.append('customer-3009', event.customer(3009, 2));
    await projector.append('attempts-4001', event.refused(4001));
    await projector.caughtUp();
    expect((await list({ authorId: 2 })).events.map(({ type }) => type)).toEqual(['CustomerCreated']);
    expect((await list({ types: ['License*'] })).events).toHaveLength(80);
    expect((await list({ types: ['ActivationRefused', 'License_dded'] })).events).toHaveLength(1);
    const subject = nativeId('license', event.uuidOf(4001));
    const types = (await list({ subject })).events.map(({ type }) => type);
    expect(types.toSorted()).toEqual(['ActivationRefused', 'LicenseAdded', 'LicenseStatusChanged']);
  });

  it('passes over what a filter leaves out, so that a poller does not look at it again', async () => {
    const { next } = await list({ types: ['Nothing'] });
    expect((await list({ after: next })).events).toEqual([]);
  });

  it('tells a writer the place behind his event, and a reader whether it is reached [API-VERB-06, API-VERB-09]', async () => {
    const waits = (cursor: string, waitMs = 0, authorId = 1) =>
      projector.send(AwaitCursor, { authorId, cursor, waitMs });
    const tell = (position: number) =>
      projector.value(TellCursor, { authorId: 1, positions: [{ service: 'licenses', lane: 3, epoch: 1, position }] });
    const now = await tell(0);
    expect((await list({ after: now.cursor })).events).toEqual([]);
    expect(await waits(now.cursor)).toEqual({ ok: true, value: { reached: true } });
    const later = await tell(1_000_000);
    const start = Date.now();
    expect(await waits(later.cursor, 300)).toEqual({ ok: true, value: { reached: false } });
    expect(Date.now() - start).toBeGreaterThanOrEqual(300); // milliseconds
    const refused = { ok: false, refusal: { code: 'cursor_invalid' } };
    expect([await waits('x'), await waits(now.cursor, 0, 2)]).toEqual([refused, refused]);
  });

  it('knows an altered and a foreign cursor', async () => {
    const { next } = await list();
    const altered = next.replace(/.{3}$/, (end) => (end === 'AAA' ? 'BBB' : 'AAA'));
    for (const request of [
      { ...all, after: altered },
      { ...all, after: 'x' },
      { ...all, authorId: 2, after: next },
    ])
      expect(await projector.send(ListEvents, request)).toMatchObject({
        ok: false,
        refusal: { code: 'cursor_invalid' },
      });
  });

  it('answers a waiting poller as soon as there is an event, and an idle one in time [API-EVT-05]', async () => {
    const { next } = await list();
    const waiting = list({ after: next, waitMs: 5000 });
    await projector.append('customer-3010', event.customer(3010));
    expect((await waiting).events.map(({ type }) => type)).toEqual(['CustomerCreated']);
    const after = (await waiting).next;
    const begun = Date.now();
    expect(await list({ after, waitMs: 300 })).toMatchObject({ events: [] });
    expect(Date.now() - begun).toBeGreaterThanOrEqual(290);
  });

  it('is the same, and keeps its cursors, when it is made anew [API-EVT-02]', async () => {
    const before = await readOn(null, 500);
    await projector.restart('anew');
    await projector.caughtUp();
    await eventually(async () => {
      expect((await readOn(null, 500)).events).toEqual(before.events);
    });
    const rest = await readOn(before.events[50]?.cursor ?? null, 500);
    expect(rest.events.map(({ id }) => id)).toEqual(before.events.slice(51).map(({ id }) => id));
    expect((await list({ after: before.next })).events).toEqual([]);
  }, 30_000);
});
