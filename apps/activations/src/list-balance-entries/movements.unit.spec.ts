import type { EventStore } from '@licet/event-store';
import { movementsOf } from './movements.ts';

it('reads the movements of a ledger in pages, all of them, in order', async () => {
  const versions = Array.from({ length: 2_500 }, (_, i) => 3 * i + 1);
  const asked: number[] = [];
  const readTypes = (_streamId: string, _types: readonly string[], page: { after: number; limit: number }) => {
    asked.push(page.limit);
    const found = versions.filter((version) => version > page.after).slice(0, page.limit);
    return Promise.resolve(found.map((version) => ({ version })));
  };
  const movements = await movementsOf({ readTypes } as unknown as Pick<EventStore, 'readTypes'>, 4001);
  expect(movements.map(({ version }) => version)).toEqual(versions);
  expect(asked).toEqual([1_000, 1_000, 1_000]);
});
