import { ApiDocument, type Operation } from '../contract/api-document.suite.ts';
import { type Told, callOf, foretells, pathOf } from '../operation-calls.suite.ts';
import { targetsOf } from '../operation-requests.suite.ts';
import type { Product } from '../product.suite.ts';
import { during } from './account.suite.ts';
import { type CommonRefusal, commonRefusals, provedForAll } from './common.suite.ts';
import { ownRefusals } from './own.suite.ts';
import { faultsOf } from './provoke.suite.ts';
import { declaredBy, foretold, nobody, told } from './refusal.suite.ts';

/** Every refusal that the API document tells of an operation is provoked; a new operation or code is tested with them. [API-OP-02] */
export function everyRefusal(product: () => Product): void {
  describe('every operation of the native API refuses', () => {
    let document: ApiDocument;
    beforeAll(async () => {
      document = await ApiDocument.of(product().access.baseUrl);
    });
    const operations = () => document.operations;

    it.each(commonRefusals)(
      'with $refuses where $when [API-OP-02, API-ERR-03]',
      async (refusal) => {
        const telling = operations().filter((it) => provokes(it, refusal));
        expect(telling.length).toBeGreaterThan(10);
        expect(await faultsOf(product(), document, telling, refusal)).toEqual({});
      },
      60_000,
    );

    it('with 404 not_found where there is no such object in the address [API-OP-02]', async () => {
      const faults: Record<string, string> = {};
      for (const operation of operations().filter(({ path }) => path.includes('{'))) {
        const known = await targetsOf(product(), pathOf(operation));
        for (const name of Object.keys(known)) {
          const answer = told(await callOf(product(), operation, { targets: { ...known, [name]: nobody } }));
          if (answer !== '404 not_found') faults[`${operation.operationId} ${name}`] = answer;
        }
      }
      expect(faults).toEqual({});
    }, 60_000);

    it.each(ownRefusals)(
      'of its own: $operation with $refuses where $when, as its dry run tells if it has one [API-OP-02, API-DRY-03]',
      async ({ operation: id, refuses, account, asking }) => {
        const operation = operations().find(({ operationId }) => operationId === id)!;
        const { by, ...asked } = await asking(product());
        const targets = asked.targets ?? (await targetsOf(product(), pathOf(operation)));
        const call = (more: Told = {}) => callOf(product(), operation, { ...asked, ...more, targets }, by);
        const [dry, answer] = await during(product(), account, async () => [
          foretells(operation) && (await call({ query: 'dryRun=true' })),
          await call(),
        ]);
        expect(told(answer)).toBe(refuses);
        if (dry) expect(foretold(dry)).toBe(refuses);
        expect(declaredBy(operation)).toContain(refuses);
      },
    );

    it('and each of its refusals has a row here [API-OP-02]', () => {
      const rows = new Set(ownRefusals.map(({ operation, refuses }) => `${operation} ${refuses}`));
      const missing = operations().flatMap((operation) =>
        declaredBy(operation)
          .filter((refuses) => !isCommon(operation, refuses))
          .map((refuses) => `${operation.operationId} ${refuses}`)
          .filter((row) => !rows.has(row)),
      );
      expect(missing).toEqual([]);
    });
  });
}

/** Whether it is provoked of every operation that tells it. An open door asks nobody who he is, and says so for other reasons. */
function isCommon(operation: Operation, refuses: string): boolean {
  if (refuses === '404 not_found') return operation.path.includes('{');
  return (
    Object.hasOwn(provedForAll, refuses) ||
    commonRefusals.some((it) => it.refuses === refuses && provokes(operation, it))
  );
}

/** Not those that do so for reasons of their own, which have a row. */
const provokes = (operation: Operation, { refuses, account, by }: CommonRefusal): boolean =>
  declaredBy(operation).includes(refuses) &&
  ((operation.security?.length ?? 0) > 0 || !(account ?? by)) &&
  !ownRefusals.some((it) => it.operation === operation.operationId && it.refuses === refuses);
