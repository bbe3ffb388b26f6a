import type { Service } from '@licet/contracts';
import { DryRun } from '@licet/dry-run';
import { createTestDatabase, type TestDatabase } from '@licet/testing';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { KeyDestroyed, KeyNotLoaded, SealBroken, WrongMasterKey } from './errors.ts';
import { Vault } from './vault.ts';

const masterKey = randomBytes(32);
const schema = readFileSync(new URL('../sql/0001_data_key.sql', import.meta.url), 'utf8');
let databases: TestDatabase[];
let pool: pg.Pool;
let otherPool: pg.Pool;
let statements: string[] = [];
let asked: string[][];
let licenses: Vault;
let activations: Vault;

const open = (service: Service, of: pg.Pool, key = masterKey) =>
  Vault.open({
    masterKey: key,
    service,
    pool: of,
    fetchKeys: (owner, subjects) => {
      asked.push(subjects);
      return (owner === 'licenses' ? licenses : activations).wrappedKeys(subjects);
    },
  });

async function database(): Promise<pg.Pool> {
  const created = await createTestDatabase();
  databases.push(created);
  const made = new pg.Pool({ connectionString: created.url, max: 4 });
  await made.query(schema);
  return made;
}

beforeAll(async () => {
  databases = [];
  [pool, otherPool] = [await database(), await database()];
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  Object.assign(pool, {
    query: (...args: unknown[]) => {
      statements.push(String(args[0]));
      return query(...args);
    },
  });
});

beforeEach(async () => {
  for (const each of [pool, otherPool]) await each.query('TRUNCATE data_key, master_key_check');
  licenses = await open('licenses', pool);
  activations = await open('activations', otherPool);
  statements = [];
  asked = [];
});

afterAll(async () => {
  await Promise.all([pool.end(), otherPool.end()]);
  await Promise.all(databases.map((created) => created.drop()));
});

const subjects = (count: number) => Array.from({ length: count }, (_, i) => licenses.subject(`license-${4001 + i}`));
const subject = 'licenses/license-4001';

describe('a dry run', () => {
  const keys = async () => (await pool.query<{ subject: string }>('SELECT subject FROM data_key')).rows;

  it('makes no key and destroys none, and opens all the same what it has sealed [ADR 0011]', async () => {
    const known = await licenses.seal(licenses.subject('license-4002'), 'Grace Hopper');
    const before = await keys();
    await DryRun.perform([], async () => {
      const sealed = await licenses.seal(subject, 'Ada Lovelace');
      await licenses.ensureKeys([subject]);
      expect(await licenses.open(licenses.sealNow(subject, 'again'))).toBe('again');
      expect((await DryRun.perform([], () => licenses.open(sealed))).value).toBe('Ada Lovelace');
      await licenses.destroy(licenses.subject('license-4002'));
      expect(await licenses.open(known)).toBe('Grace Hopper');
    });
    expect(await keys()).toEqual(before);
    expect(() => licenses.sealNow(subject, 'in earnest')).toThrow(KeyNotLoaded);
    expect(await licenses.open(await licenses.seal(subject, 'in earnest'))).toBe('in earnest');
  });

  it('seals nothing for whom nothing is sealed any more [API-DRY-03]', async () => {
    await licenses.seal(subject, 'Ada Lovelace');
    await licenses.destroy(subject);
    const restarted = await open('licenses', pool);
    for (const vault of [licenses, restarted])
      await expect(DryRun.perform([], () => vault.seal(subject, 'again'))).rejects.toThrow(KeyDestroyed);
  });
});

describe('sealed values', () => {
  it('open to the text that was sealed, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (text, number) => {
        const sealed = await licenses.seal(licenses.subject(`license-${number}`), text);
        expect(await licenses.open(sealed)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('never open when a byte was changed', async () => {
    const sealed = await licenses.seal(subject, 'Ada Lovelace');
    const start = sealed.lastIndexOf('|') + 1;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: start, max: sealed.length - 1 }),
        fc.stringMatching(/^[A-Za-z0-9_-]$/),
        async (at, character) => {
          fc.pre(sealed[at] !== character);
          const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
          await expect(licenses.open(changed)).rejects.toThrow(SealBroken);
        },
      ),
    );
    await expect(licenses.open(sealed.slice(0, -1))).rejects.toThrow(SealBroken);
    await expect(licenses.open('')).rejects.toThrow(SealBroken);
  });

  it('never open under the name of another subject', async () => {
    const sealed = await licenses.seal(subject, 'Ada Lovelace');
    const moved = sealed.replace('license-4001', 'license-4002');
    expect(await licenses.open(moved)).toBeNull();
    await licenses.ensureKeys(['licenses/license-4002']);
    await expect(licenses.open(moved)).rejects.toThrow(SealBroken);
  });

  it('stay closed for ever once the key is destroyed, and nothing new is sealed', async () => {
    const sealed = await licenses.seal(subject, 'Ada Lovelace');
    await licenses.destroy(subject);
    expect(await licenses.open(sealed)).toBeNull();
    await expect(licenses.seal(subject, 'again')).rejects.toThrow(KeyDestroyed);
    const restarted = await open('licenses', pool);
    expect(await restarted.open(sealed)).toBeNull();
    await expect(restarted.ensureKeys([subject])).rejects.toThrow(KeyDestroyed);
    expect(await activations.open(sealed)).toBeNull();
  });

  it('stay closed when the key is destroyed while it is being loaded', async () => {
    const sealed = await licenses.seal(subject, 'Ada Lovelace');
    const restarted = await open('licenses', pool);
    const [, opened] = await Promise.all([restarted.destroy(subject), restarted.open(sealed)]);
    expect([null, 'Ada Lovelace']).toContain(opened);
    expect(await restarted.open(sealed)).toBeNull();
  });

  it('tell nothing secret in their errors', async () => {
    const sealed = await licenses.seal(subject, 'Ada Lovelace');
    const broken = await licenses.open(`${sealed.slice(0, -4)}AAAA`).catch(String);
    expect(broken).toContain(subject);
    expect(broken).not.toContain('Ada');
    expect(broken).not.toContain(sealed.slice(-20, -4));
  });
});

describe('data keys', () => {
  it('are made for many subjects in one statement, once', async () => {
    await licenses.ensureKeys(subjects(300));
    expect(statements).toHaveLength(1);
    await licenses.ensureKeys(subjects(300));
    expect(statements).toHaveLength(1);
    expect(licenses.sealNow(subject, 'now')).toMatch(/^s1\|licenses\/license-4001\|/);
  });

  it('are the same for all pods that make them at once', async () => {
    const pods = await Promise.all([1, 2, 3, 4].map(() => open('licenses', pool)));
    const sealed = await Promise.all(
      pods.map((pod, i) => pod.ensureKeys(subjects(50)).then(() => pod.sealNow(subject, String(i)))),
    );
    for (const pod of pods) {
      expect([...(await pod.openMany(sealed)).values()]).toEqual(['0', '1', '2', '3']);
    }
  });

  it('of another service are fetched in one call for many values, and kept', async () => {
    await licenses.ensureKeys(subjects(20));
    const sealed = subjects(20).map((of) => licenses.sealNow(of, of));
    const texts = await activations.openMany(sealed);
    expect([...texts.values()]).toEqual(subjects(20));
    await activations.openMany(sealed);
    expect(asked).toEqual([subjects(20)]);
  });

  it('are made by their owner alone', async () => {
    await expect(activations.seal(subject, 'text')).rejects.toThrow('does not seal');
    expect(() => licenses.sealNow(subject, 'text')).toThrow(KeyNotLoaded);
  });

  it('lie in the table wrapped, and under one master key only', async () => {
    await licenses.ensureKeys([subject]);
    const { rows } = await pool.query<{ wrapped: Buffer }>('SELECT wrapped FROM data_key');
    expect(rows[0]?.wrapped).toHaveLength(12 + 32 + 16);
    await expect(open('licenses', pool, randomBytes(32))).rejects.toThrow(WrongMasterKey);
  });

  it('are asked for again after the database was away', async () => {
    await pool.query('ALTER TABLE data_key RENAME TO away');
    await expect(licenses.ensureKeys([subject])).rejects.toThrow('data_key');
    await pool.query('ALTER TABLE away RENAME TO data_key');
    await licenses.ensureKeys([subject]);
  });
});

describe('keyed hashes and proofs', () => {
  it('are the same in every service and differ by purpose', () => {
    const hash = licenses.keyedHash('email', 'ada@example.com');
    expect(activations.keyedHash('email', 'ada@example.com')).toBe(hash);
    expect(licenses.keyedHash('machine', 'ada@example.com')).not.toBe(hash);
    expect(hash).toMatch(/^[\w-]{43}$/);
  });

  it('match the secret they were made of and nothing else [PWD-12]', async () => {
    const hmac = licenses.randomSecretVerifier('activation password', 'K7MQ2ZTR9WHX');
    expect(await activations.verify(hmac, 'K7MQ2ZTR9WHX', 'activation password')).toBe(true);
    for (const wrong of ['k7mq2ztr9whx', 'K7MQ2ZTR9WHX ', ' K7MQ2ZTR9WHX', ''])
      expect(await activations.verify(hmac, wrong, 'activation password')).toBe(false);
    expect(await activations.verify(hmac, 'K7MQ2ZTR9WHX', 'other')).toBe(false);
    await expect(activations.verify(hmac, 'K7MQ2ZTR9WHX')).rejects.toThrow('purpose');
    await expect(activations.verify('plain|x', 'x')).rejects.toThrow('unknown');
  });
});
