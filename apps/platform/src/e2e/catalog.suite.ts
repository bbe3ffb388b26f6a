import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** `npm run licet -- apply`: a catalog kept as a file. */
export function catalogFile(product: () => Product): void {
  describe('a catalog file', () => {
    plans(product);
    refusals(product);
  });
}

interface Outcome {
  code: number;
  output: string;
  errors: string;
}

/** Runs the command line as a user would, on a file with this text. */
async function apply(
  { access }: Product,
  text: string,
  flags: string[] = [],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const file = join(tmpdir(), `licet-catalog-${process.pid}.yaml`);
  await writeFile(file, text);
  const child = spawn(
    process.execPath,
    ['--import', './tools/typescript.mjs', 'tools/licet/main.ts', 'apply', file, ...flags],
    { cwd: root, env: { ...process.env, LICET_API_URL: access.baseUrl, LICET_API_KEY: access.apiKey, ...environment } },
  );
  const texts = { output: '', errors: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.errors += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...texts };
}

const editor = (limit: number) => `
products:
  - name: Filed Editor
    sku: FILED
    latestVersion: 3.1.0.0
    options:
      - name: Single user
        type: activationCode
        seats: { limit: ${limit} }
      - name: A month
        type: activationCode
        expiry: { rule: daysFromCreation, days: 30 }
    updates:
      - name: filed-editor
        latestVersion: 3.1.0.0
        action: url
        infoUrl: https://example.com/news
        authentication: { type: customFtp, user: ann, password: hidden }
    serials:
      - { serial: F-1, password: first }
      - { serial: F-2 }
users:
  - name: Filed back office
    kind: api
    scopes: [licenses:read]
customers:
  - email: filed@example.com
    company: Filed Ltd
`;

function plans(product: () => Product): void {
  it('tells what it would do, does it, and then has nothing more to do', async () => {
    const planned = await apply(product(), editor(1), ['--dry-run']);
    expect(planned).toMatchObject({ code: 0, errors: '' });
    expect(planned.output).toContain('create  option   Filed Editor / Single user');
    expect(planned.output).toContain('8 to create, 0 to change, 0 as they should be.');
    expect((await ask(product(), '/products?sku=FILED')).body.data).toEqual([]);

    const done = await apply(product(), editor(1));
    expect(done).toMatchObject({ code: 0, errors: '' });
    expect(done.output).toContain('8 created, 0 changed, 0 as they should be.');
    expect((await ask(product(), '/products?sku=FILED')).body.data).toMatchObject([{ latestVersion: '3.1.0.0' }]);

    const again = await apply(product(), editor(1));
    expect(again.output.trim()).toBe('0 created, 0 changed, 8 as they should be.');
  }, 60_000);

  it('shows the password of a user that it made once, and no other secret', async () => {
    const made = await apply(product(), 'users: [{ name: Shown once, kind: api, scopes: [licenses:read] }]');
    expect(made.output).toMatch(/"apiUserPassword":"[0-9a-f]{128}"/);
    const again = await apply(product(), 'users: [{ name: Shown once, kind: api, scopes: [licenses:read] }]');
    expect(again.output).not.toContain('apiUserPassword');
  }, 60_000);

  it('shows the password of a user that it made although a later one is refused', async () => {
    const users =
      '[{ name: Made, kind: api, scopes: [licenses:read] }, { name: Refused, kind: api, scopes: [nothing] }]';
    const { code, output, errors } = await apply(product(), `users: ${users}`);
    expect([code, errors]).toEqual([1, expect.stringMatching(/users\[1\]\.scopes/)]);
    expect(output).toMatch(/"apiUserPassword":"[0-9a-f]{128}"/);
  }, 60_000);

  it('changes what the file changes, in what SOLO sells too, and nothing else', async () => {
    const changed = await apply(product(), editor(4));
    expect(changed.output).toContain('change  option   Filed Editor / Single user');
    expect(changed.output).toContain('seats.limit: 1 -> 4');
    expect(changed.output).toContain('0 created, 1 changed, 7 as they should be.');
  }, 60_000);

  it('keeps the demo of the first start as it is', async () => {
    const demo = await readFile(join(root, 'apps/platform/catalogs/demo.yaml'), 'utf8');
    expect((await apply(product(), demo, ['--dry-run'])).output).toContain('0 to create, 0 to change');
  }, 60_000);
}

function refusals(product: () => Product): void {
  it.each([
    ['a member that there is not', 'products:\n  - name: Refused\n    skuu: X', /:3 products\[0\]\.skuu: /],
    [
      'a value inside a part',
      'products:\n  - name: Refused too\n    options:\n      - name: A\n        type: activationCode\n        seats: { limit: -1 }',
      /:6 products\[0\]\.options\[0\]\.seats\.limit: /,
    ],
    [
      'a missing member',
      'products:\n  - name: Refused three\n    options:\n      - name: A',
      /:4 .*options\[0\]\.type: /,
    ],
    ['a list that there is not', 'licenses: []', /:1 licenses: is not known here/],
  ])(
    'is refused with file, line and reason: %s',
    async (_, text, place) => {
      const { code, errors } = await apply(product(), text);
      expect([code, errors]).toEqual([1, expect.stringMatching(place)]);
      expect(errors).not.toContain('    at ');
    },
    30_000,
  );

  it.each([
    ['a wrong key', { LICET_API_KEY: 'lk_wrong' }, /key|credential/i],
    ['no platform', { LICET_API_URL: 'http://127.0.0.1:9' }, /does not answer\. Is it running\?/],
    ['a wrong address', { LICET_API_URL: 'nowhere' }, /^LICET_API_URL is "nowhere", but must be an address/],
  ])(
    'says in one line what is wrong: %s',
    async (_, environment, message) => {
      const { code, errors } = await apply(product(), 'users: [{ name: Nobody }]', [], environment);
      expect([code, errors.trim().split('\n')]).toEqual([1, [expect.stringMatching(message)]]);
    },
    30_000,
  );
}
