import { isDeepStrictEqual } from 'node:util';
import { ApiDocument, type Operation } from './contract/api-document.suite.ts';
import type { Answer } from './native-answers.suite.ts';
import { feedEnd, isReplay, newKey, result } from './native-idempotency.suite.ts';
import { type Told, callOf, foretells, pathOf } from './operation-calls.suite.ts';
import { goodBodies, targetsOf } from './operation-requests.suite.ts';
import type { Product } from './product.suite.ts';

/** Operations by what they are asked for, each with what is wrong about its answer; none where all is well. */
type Findings = Record<string, unknown>;

/** What holds of every operation of the native API, asked of each that the API document names: a new one is tested with them. */
export function everyOperation(product: () => Product): void {
  describe('every operation of the native API with a key', () => {
    let document: ApiDocument;
    beforeAll(async () => {
      document = await ApiDocument.of(product().access.baseUrl);
    });
    /** Those that ask for a key; the stream of events does not end. */
    const all = () =>
      document.operations.filter(({ operationId, security }) => security?.length && operationId !== 'streamEvents');
    const writes = () => all().filter(({ method }) => method !== 'GET');
    const versioned = (header: string) => all().filter((it) => it.parameters?.some(({ name }) => name === header));

    /** What fails for which operations. */
    async function each(operations: Operation[], fault: (operation: Operation) => Promise<unknown>): Promise<Findings> {
      expect(operations.length).toBeGreaterThan(10);
      const findings: Findings = {};
      for (const operation of operations) {
        const found = await fault(operation).catch(String);
        if (found !== undefined) findings[operation.operationId] = found;
      }
      return findings;
    }
    const call = (operation: Operation, told: Told = {}) => callOf(product(), operation, told);

    answers({ each, all, call, product, document: () => document });
    writing({ each, writes, versioned, call, product, document: () => document });
  });
}

interface Audit {
  each: (operations: Operation[], fault: (operation: Operation) => Promise<unknown>) => Promise<Findings>;
  call: (operation: Operation, told?: Told) => Promise<Answer>;
  product: () => Product;
}

function answers({ each, all, call, document }: Audit & { all: () => Operation[]; document: () => ApiDocument }) {
  it('succeeds with the status and every member that the API document tells [API-OP-02, API-REP-10]', async () => {
    const faults = await each(all(), async (operation) => {
      const { status, text, headers } = await call(operation);
      if (status >= 300) return `${status} ${text}`;
      const found = document().faultsOfAnswer(
        operation,
        status,
        headers.get('content-type')?.split(';')[0] ?? '',
        text,
      );
      return found.length > 0 ? found : undefined;
    });
    expect(faults).toEqual({});
  }, 60_000);
}

function writing({
  each,
  writes,
  versioned,
  call,
  product,
  document,
}: Audit & {
  writes: () => Operation[];
  versioned: (header: string) => Operation[];
  document: () => ApiDocument;
}) {
  it('that writes does so once under one Idempotency-Key [API-IDEM-01]', async () => {
    const faults = await each(writes(), async (operation) => {
      const targets = await targetsOf(product(), pathOf(operation));
      const body = await goodBodies[operation.operationId]?.(product());
      const headers = { 'idempotency-key': newKey() };
      const asking = { targets, headers, ...(body && { body }) };
      const [first, again] = [await call(operation, asking), await call(operation, asking)];
      const same = JSON.stringify(result(first)) === JSON.stringify(result(again));
      // with what is personal goes every answer that was kept, that of the erasure too
      const kept = isReplay(again) || operation.operationId === 'eraseCustomer';
      return first.status < 300 && same && !isReplay(first) && kept ? undefined : [first.text, again.text];
    });
    expect(faults).toEqual({});
  }, 60_000);

  it('that changes an object does so under the tag of its version only [API-ETAG-03]', async () => {
    const faults = await each(versioned('If-Match'), async (operation) => {
      const targets = await targetsOf(product(), pathOf(operation));
      const under = (tag: string) => call(operation, { targets, headers: { 'if-match': tag }, ...(body && { body }) });
      const body = await goodBodies[operation.operationId]?.(product());
      const other = operation.path.includes('/licenses/') ? '"999.999"' : '"999"';
      const [refused, taken] = [await under(other), await under('*')];
      const right = refused.status === 412 && refused.body.code === 'version_conflict' && taken.status < 300;
      return right ? undefined : [refused.status, refused.body, taken.status];
    });
    expect(faults).toEqual({});
  }, 60_000);

  it('that reads an object answers 304 to whoever has its version [API-ETAG-02]', async () => {
    const settled = versioned('If-None-Match').filter((it) => it.operationId !== 'getSelfKey'); // shows that it is being used
    const faults = await each(settled, async (operation) => {
      const targets = await targetsOf(product(), pathOf(operation));
      const tag = (await call(operation, { targets })).headers.get('etag') ?? 'none';
      const { status, text } = await call(operation, { targets, headers: { 'if-none-match': tag } });
      return status === 304 && text === '' ? undefined : [tag, status];
    });
    expect(faults).toEqual({});
  }, 60_000);

  it('that changes licensing objects tells in a dry run what it then does, and changes nothing by it [API-OP-03, API-DRY-02, API-DRY-03]', async () => {
    const [foretelling, others] = [writes().filter(foretells), writes().filter((it) => !foretells(it))];
    const asked = async (operation: Operation) => {
      const targets = await targetsOf(product(), pathOf(operation));
      const body = await goodBodies[operation.operationId]?.(product());
      const before = await feedEnd(product());
      const dry = await call(operation, { targets, query: 'dryRun=true', ...(body && { body }) });
      const { data } = await product().native.events({ after: before });
      return { dry, data, again: () => call(operation, { targets, ...(body && { body }) }) };
    };
    const untrue = await each(foretelling, async (operation) => {
      const { dry, data, again } = await asked(operation);
      const faults = document().faultsOfAnswer(operation, dry.status, 'application/json', dry.text);
      const real = await again();
      const { object, allowed, status, result } = dry.body;
      const told = [dry.status, object, allowed, status, data.length, faults, likeness(result)];
      const done = [200, 'dryRun', true, real.status, 0, [], likeness(real.text === '' ? null : real.body)];
      return isDeepStrictEqual(told, done) ? undefined : [dry.text, real.text, faults, data];
    });
    expect(untrue).toEqual({});
    const careless = await each(others, async (operation) => {
      const { dry, data } = await asked(operation);
      return dry.status === 400 && dry.body.code === 'parameter_unknown' && data.length === 0 ? undefined : dry.text;
    });
    expect(careless).toEqual({});
  }, 120_000);
}

/** What an answer says, without what each call draws anew, and without what a dry run leaves out or tells beside it. */
const likeness = (answer: unknown): unknown =>
  JSON.parse(
    JSON.stringify(answer, (name, value: unknown) => {
      if (['secrets', 'effect', 'password'].includes(name)) return undefined;
      if (drawn.has(name)) return typeof value;
      return typeof value === 'string' ? value.replaceAll(idOrInstant, '*') : value;
    }),
  );
const drawn = new Set(['solo', 'dna', 'ip', 'key', 'number', 'serialNumber']);
const idOrInstant = /[0-9a-hjkmnp-tv-z]{26}|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
