import { eventually } from '@licet/testing';
import type { FeedEvent } from '../clients/rest-clients.ts';
import { ask, idForm, instantForm } from './native-answers.suite.ts';
import { type Product, type Sold, inParallel } from './product.suite.ts';

/** Place in the feed behind everything that has happened. */
export async function head({ native }: Product): Promise<string> {
  for (let after: string | undefined; ;) {
    const { data, next } = await native.events({ limit: '200', ...(after && { after }) });
    after = next;
    if (data.length === 0) return next;
  }
}

/** Reads on from a cursor until `enough`; every event in the order in which it came. */
export async function follow({ native }: Product, after: string, enough: (seen: FeedEvent[]) => boolean, limit = 3) {
  const seen: FeedEvent[] = [];
  let next = after;
  await eventually(async () => {
    const page = await native.events({ after: next, limit: String(limit) });
    expect(page.data.length).toBeLessThanOrEqual(limit);
    seen.push(...page.data);
    next = page.next;
    return enough(seen);
  });
  return { seen, next };
}

/** Adds licenses, and activates and stops each: three events apiece. */
export const use = (product: Product, count: number): Promise<Sold[]> =>
  inParallel(count, 4, async () => {
    const license = await product.add();
    await product.activate(license);
    await product.change(license, { Status: 'FRD' });
    return license;
  });

/** The feed of events, polled by cursor. */
export function nativeEvents(product: () => Product): void {
  it('tells an event with all its members', async () => {
    const { add, change, native } = product();
    const license = await add();
    const { id } = await native.get<{ id: string }>(`/licenses/solo:${license.LicenseID}`);
    await change(license, { Status: 'FRD' });
    const [event] = await eventually(async () => {
      const { data } = await native.events({ subject: id, type: 'LicenseStatusChanged' });
      return data.length > 0 && data;
    });
    expect(event).toMatchObject({
      ...{ id: expect.stringMatching(idForm('evt')) as string, object: 'event', type: 'LicenseStatusChanged' },
      time: expect.stringMatching(instantForm) as string,
      subject: { object: 'license', id, version: 2 },
      ...{ actor: { kind: 'user' }, via: 'solo', causationId: null },
      changes: expect.arrayContaining([{ path: '/status', before: 'active', after: 'revoked' }]) as unknown[],
    });
  });

  it('tells why an activation was refused: each rule, and what it used of the license [API-DRY-09, API-DRY-07]', async () => {
    const license = await product().add({ ActivationCount: 1 });
    await product().activate(license);
    expect((await product().activate(license, { UserCode2: 7 })).code).toBe(5013);
    const { id: subject } = await product().native.get<{ id: string }>(`/licenses/solo:${license.LicenseID}`);
    const [event] = await eventually(async () => {
      const { data } = await product().native.events({ subject, type: 'ActivationRefused' });
      return data.length > 0 && data;
    });
    const { checks } = event!.data as { checks: { rule: string; passed: boolean }[] };
    expect(checks).toContainEqual({ rule: 'licenseStatus', passed: true, facts: { status: 'active' } });
    expect(checks.at(-1)).toEqual({
      ...{ rule: 'seats', passed: false, code: 'no_activations_left' },
      facts: { limit: 1, used: 1, rotation: false },
    });
  });

  it('lists in pages of any size every event once, each stream in the order of its versions, and next is always a cursor [API-EVT-01]', async () => {
    const start = await head(product());
    await use(product(), 8);
    const all = (seen: FeedEvent[]) => seen.length >= 24;
    const { seen, next } = await follow(product(), start, all);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(24);
    const added = seen.filter(({ type }) => type === 'LicenseAdded');
    for (const { subject } of added) {
      const types = seen.filter((it) => it.subject.id === subject.id).map(({ type }) => type);
      expect(types).toEqual(['LicenseAdded', 'LicenseStatusChanged']);
    }
    const atEnd = await product().native.events({ after: next });
    expect([atEnd.data, typeof atEnd.next]).toEqual([[], 'string']);
    for (const limit of [1, 7, 200]) {
      const again = await follow(product(), start, all, limit);
      expect(again.seen.map(({ id }) => id).toSorted()).toEqual(seen.map(({ id }) => id).toSorted());
    }
  });

  it('goes on behind any event whose cursor was kept', async () => {
    const start = await head(product());
    await use(product(), 3);
    const { seen } = await follow(product(), start, (events) => events.length >= 9, 200);
    for (const [i, { cursor }] of seen.entries()) {
      const { data } = await product().native.events({ after: cursor, limit: '200' });
      expect(data.map(({ id }) => id).toSorted()).toEqual(
        seen
          .slice(i + 1)
          .map(({ id }) => id)
          .toSorted(),
      );
    }
  });

  it.each([
    ['LicenseAdded', ['LicenseAdded']],
    ['License*', ['LicenseAdded', 'LicenseStatusChanged']],
    ['InstallationActivated,LicenseStatusChanged', ['InstallationActivated', 'LicenseStatusChanged']],
  ])('lists events of type %s only', async (type, types) => {
    const after = await head(product());
    await use(product(), 1);
    await eventually(async () => {
      const { data } = await product().native.events({ after, type });
      expect(data.map((it) => it.type).toSorted()).toEqual(types);
    });
  });

  it.each(['x', 'x'.repeat(3000), 'a b'])('refuses Last-Event-ID %s, which is no cursor', async (last) => {
    const answer = await ask(product(), '/events/stream', { headers: { 'last-event-id': last } });
    expect(answer.body).toMatchObject({ status: 400, code: 'cursor_invalid' });
  });

  it('refuses a cursor that was altered', async () => {
    const cursor = await head(product());
    const altered = `${cursor.slice(0, 8)}${cursor[8] === 'A' ? 'B' : 'A'}${cursor.slice(9)}`;
    for (const path of [`/events?after=${altered}`, `/events/stream?after=${altered}`])
      expect((await ask(product(), path)).body).toMatchObject({ status: 400, code: 'cursor_invalid' });
  });
}
