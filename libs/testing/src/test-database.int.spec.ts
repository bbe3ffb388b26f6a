import pg from 'pg';
import { createTestDatabase } from './test-database.ts';

describe('test databases', () => {
  it('gives every caller an empty database of its own', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new pg.Client(one.url);
    await client.connect();
    await client.query('CREATE TABLE mine (id int)');
    const other = new pg.Client(two.url);
    await other.connect();
    const { rows } = await other.query<{ mine: string | null }>("SELECT to_regclass('mine') AS mine");
    expect(rows).toEqual([{ mine: null }]);
    await client.end();
    await other.end();
    await Promise.all([one.drop(), two.drop()]);
  });
});
