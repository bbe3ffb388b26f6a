import type { FeedEvent } from '../clients/rest-clients.ts';
import { follow, head, use } from './native-events.suite.ts';
import { type Product, inParallel } from './product.suite.ts';

interface Frame {
  id: string;
  event: string;
  data: FeedEvent;
}

/** Reads the stream until it has brought `count` events, then hangs up. */
async function stream(
  { native }: Product,
  query: string,
  headers: Record<string, string>,
  count: number,
  seen: (frame: Frame) => void = () => undefined,
) {
  const hangUp = new AbortController();
  const response = await native.fetch(`/events/stream${query}`, { headers, signal: hangUp.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const frames: Frame[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop()!;
    const arrived = parts.filter((part) => !part.startsWith(':')).map(frameOf);
    arrived.forEach(seen);
    frames.push(...arrived);
    if (frames.length >= count) break;
  }
  hangUp.abort();
  return frames;
}

/** `id:`, `event:` and `data:`, each on a line of its own. */
function frameOf(part: string): Frame {
  const [id, event, data] = part.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
  expect(part.replace(/: .*/g, '')).toBe('id\nevent\ndata');
  return { id: id!, event: event!, data: JSON.parse(data!) as FeedEvent };
}

/** The feed of events, streamed. */
export function nativeStream(product: () => Product): void {
  it('streams what there is, then what comes, as the events of the list under their cursors', async () => {
    const start = await head(product());
    await use(product(), 1);
    const reading = stream(product(), `?after=${start}`, {}, 6);
    await use(product(), 1);
    const frames = await reading;
    const { seen } = await follow(product(), start, (events) => events.length >= 6, 200);
    expect(frames.map(({ data }) => data.id).toSorted()).toEqual(seen.map(({ id }) => id).toSorted());
    for (const { id, event, data } of frames) expect([data.cursor, data.type]).toEqual([id, event]);
  });

  it('resumes at Last-Event-ID, before ?after, without loss or repetition', async () => {
    const start = await head(product());
    await use(product(), 4);
    const ids: string[] = [];
    let last = start;
    while (ids.length < 12) {
      const [frame] = await stream(product(), `?after=${start}`, { 'last-event-id': last }, 1);
      ids.push(frame!.data.id);
      last = frame!.id;
    }
    const { seen } = await follow(product(), start, (events) => events.length >= 12, 200);
    expect(ids.toSorted()).toEqual(seen.map(({ id }) => id).toSorted());
  });

  it('sends a comment when nothing comes for 15 s, and goes on [API-EVT-04]', async () => {
    const { native, access, add } = product();
    const { id } = await native.get<{ id: string }>(`/products/solo:${access.products[0]!.productId}`);
    const hangUp = new AbortController();
    const { body } = await native.fetch(`/events/stream?subject=${id}&after=${await head(product())}`, {
      signal: hangUp.signal,
    });
    const opened = Date.now();
    const reader = body!.getReader();
    await add(); // of another subject: nothing for this stream
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toMatch(/^: .*\n\n$/);
    expect(Date.now() - opened).toBeLessThan(17_000);
    await native.send('PATCH', `/products/${id}`, { sku: `SKU ${opened}` });
    const next = await reader.read();
    expect(new TextDecoder().decode(next.value)).toContain('event: ProductUpdated\n');
    hangUp.abort();
  }, 30_000);

  it('shows 99 of 100 writes within a second of their answers [API-EVT-05]', async () => {
    const start = await head(product());
    const arrived = new Map<string, number>();
    const reading = stream(product(), `?after=${start}&type=LicenseAdded`, {}, 100, ({ data }) => {
      const { licenseId } = data.data.solo as { licenseId: number };
      arrived.set(String(licenseId), Date.now());
    });
    const answered = await inParallel(100, 4, async () => ({ ...(await product().add()), at: Date.now() }));
    await reading;
    const late = answered.filter(({ LicenseID, at }) => arrived.get(LicenseID)! - at > 1000);
    expect(late.length).toBeLessThanOrEqual(1);
  });

  it('streams the asked types of one object only', async () => {
    const start = await head(product());
    const [license] = await use(product(), 2);
    const { id } = await product().native.get<{ id: string }>(`/licenses/solo:${license!.LicenseID}`);
    const frames = await stream(product(), `?after=${start}&subject=${id}&type=License*`, {}, 2);
    expect(frames.map(({ event, data }) => [event, data.subject.id])).toEqual([
      ['LicenseAdded', id],
      ['LicenseStatusChanged', id],
    ]);
  });
}
