import { ask, type Answer } from './native-answers.suite.ts';
import { post } from './native-catalog.suite.ts';
import type { Product } from './product.suite.ts';

/** What SOLO calls a license of the native API. */
export const soloNumber = ({ body }: Answer): number => (body.solo as { licenseId: number }).licenseId;

/** A new license of the demo option, or as told. */
export async function made(product: Product, body: object = {}): Promise<Answer> {
  const optionId = `solo:${product.access.products[0]!.options[0]!.prodOptionId}`;
  const answer = await ask(product, '/licenses', post({ optionId, activation: { activationsLeft: 5 }, ...body }));
  if (answer.status !== 201) throw new Error(`createLicense answered ${answer.status}: ${answer.text}`);
  return answer;
}

/** As GET tells it now. */
export const shown = async (product: Product, { body }: Answer): Promise<Answer['body']> =>
  (await ask(product, `/licenses/${body.id}`)).body;

/** Its activation password, which only the answer to its making tells. */
export const secretOf = ({ body }: Answer): string =>
  (body.secrets as { activationPassword: string }).activationPassword;
