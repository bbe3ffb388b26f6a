import type { ApiDocument, Operation } from '../contract/api-document.suite.ts';
import { placesOf } from '../native-answers.suite.ts';
import { type Told, callOf, pathOf } from '../operation-calls.suite.ts';
import { type Targets, targetsOf } from '../operation-requests.suite.ts';
import type { Product } from '../product.suite.ts';
import { during } from './account.suite.ts';
import type { CommonRefusal } from './common.suite.ts';
import { nobody, told } from './refusal.suite.ts';

interface Asked {
  operation: Operation;
  told: Told;
  caller: Product;
}

/** What those operations answer that do not refuse so. */
export async function faultsOf(
  product: Product,
  document: ApiDocument,
  operations: readonly Operation[],
  refusal: CommonRefusal,
): Promise<Record<string, string>> {
  const asked = await prepared(product, document, operations, refusal);
  const faults: Record<string, string> = {};
  await during(product, refusal.account, async () => {
    for (const { operation, told: of, caller } of asked) {
      const answer = await callOf(product, operation, of, caller);
      const names = refusal.names ?? '';
      const named = names === '' || placesOf(answer).some((place) => place.includes(names));
      if (told(answer) !== refusal.refuses || !named) faults[operation.operationId] = answer.text.slice(0, 500);
    }
  });
  return faults;
}

/** Before the account is changed: objects, keys and what else is needed for the calls. */
async function prepared(
  product: Product,
  document: ApiDocument,
  operations: readonly Operation[],
  { by, asking, aboutObjects }: CommonRefusal,
): Promise<Asked[]> {
  const callers = new Map<string, Product>();
  const all: Asked[] = [];
  for (const operation of operations) {
    const of = by?.of(operation) ?? '';
    const caller = callers.get(of) ?? (by ? await by.make(product, of) : product);
    callers.set(of, caller);
    const targets = aboutObjects ? await targetsOf(product, pathOf(operation)) : strangersOf(operation);
    const filled = operation.requestBody && !aboutObjects ? { body: {} } : {};
    const asked = await asking(operation, product, document);
    all.push({ operation, told: { ...filled, ...asked, targets: { ...targets, ...asked.targets } }, caller });
  }
  return all;
}

const strangersOf = ({ path }: Operation): Targets =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, nobody]));
