import { CountObjects, FindInstallations, ListObjects, SumLicenses, firstPage } from '@licet/contracts';
import { type RunningProjector, runProjector } from '../testing/running-projector.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
}, 30_000);
afterAll(() => projector.close());

const list = (words: string[] = [], authorId = 1) =>
  projector.send(ListObjects, { authorId, list: 'license', query: { ...firstPage, words } });
const sum = () => projector.value(SumLicenses, { authorId: 1, from: null, to: null, onlyOk: false });

/** Runs work while nobody can read a table, as when its answer is far away. */
async function without(table: string, work: () => Promise<void>): Promise<void> {
  const client = await projector.service.store.pool.connect();
  try {
    await client.query(`begin; set local transaction_timeout = 0; lock table ${table}`);
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await work();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

it('refuses searches that would take long, more than there are connections, and other reads do not wait for them', async () => {
  await without('license_words', async () => {
    let searching = true;
    const authors = [1, 1, 2, 2, 3, 3]; // an account has two at a time
    const searches = Promise.all(authors.map((author) => list(['w'], author))).finally(() => (searching = false));
    for (let i = 0; i < 20; i++) await sum();
    expect(searching).toBe(true);
    const refused = { ok: false, refusal: { code: 'parameter_invalid', facts: { parameter: 'q' } } };
    expect(await searches).toEqual(Array(6).fill(refused));
  });
  expect(await list(['w'])).toMatchObject({ ok: true, value: { items: [] } });
}, 30_000);

it('is unavailable where a list without a search takes long: nobody asked for too much', async () => {
  await without('license', async () => {
    await expect(list()).rejects.toMatchObject({ code: 'unavailable' });
  });
  expect(await list()).toMatchObject({ ok: true });
}, 30_000);

it('is unavailable where installations or a count take long, too', async () => {
  await without('installation', async () => {
    const since = Date.now();
    const found = projector.send(FindInstallations, { authorId: 1, query: firstPage });
    const counted = projector.send(CountObjects, { authorId: 1, testOnly: false });
    await Promise.all([found, counted].map((it) => expect(it).rejects.toMatchObject({ code: 'unavailable' })));
    expect(Date.now() - since).toBeLessThan(8_000); // before the deadline of the calls
  });
  expect(await projector.send(FindInstallations, { authorId: 1, query: firstPage })).toMatchObject({ ok: true });
}, 30_000);
