import { type Answer, ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

/** How the suites of customers make and list them. */
export function customerCalls(product: () => Product) {
  const make = async (body: object): Promise<string> =>
    (await product().native.send<{ id: string }>('POST', '/customers', body)).id;
  const idsOf = ({ body }: Answer) => body.data.map(({ id }) => id);
  const listed = async (query: string) => idsOf(await ask(product(), `/customers?${query}`));
  return { make, idsOf, listed };
}
