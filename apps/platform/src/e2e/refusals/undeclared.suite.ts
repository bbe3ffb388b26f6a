import { ApiDocument, type Operation } from '../contract/api-document.suite.ts';
import { type ToldProblem, problemsTold } from '../native-answers.suite.ts';
import type { Product } from '../product.suite.ts';
import { declaredBy } from './refusal.suite.ts';

/** Must run after all other suites: looks at every problem that the native API told them. */
export function nothingUndeclared(product: () => Product): void {
  it('told no problem during the whole run that the API document does not tell of the operation [API-OP-02, API-OAS-02]', async () => {
    const { operations } = await ApiDocument.of(product().access.baseUrl);
    const undeclared = problemsTold.flatMap((problem) => {
      const operation = operationOf(operations, problem);
      const refuses = `${problem.status} ${problem.code}`;
      return operation && !declaredBy(operation).includes(refuses) ? [`${operation.operationId} ${refuses}`] : [];
    });
    expect([...new Set(undeclared)].toSorted()).toEqual([]);
  });
}

/** The operation with the fewest parameters in its address, as the router finds it; undefined where there is none. */
function operationOf(operations: readonly Operation[], { method, path }: ToldProblem): Operation | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  return operations
    .filter((it) => it.method === asked && formOf(it).test(path))
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

const formOf = ({ path }: Operation): RegExp =>
  new RegExp(`^${path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
