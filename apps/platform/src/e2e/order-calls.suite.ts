import { post } from './native-catalog.suite.ts';
import { type Answer, ask } from './native-answers.suite.ts';
import type { Product, Sold } from './product.suite.ts';

interface Line {
  licenseIds: string[];
}
interface LicenseBody {
  id: string;
  key: string;
  solo: { licenseId: number };
  ip: { codeId: string };
}

/** How the suites of invoices make them, and what they look at. */
export function orderCalls(product: () => Product) {
  const optionId = () => `solo:${product().access.products[0]!.options[0]!.prodOptionId}`;
  const customerId = () => `solo:${product().access.customers[0]!.customerId}`;
  const line = (more: object = {}) => ({ optionId: optionId(), unitPrice: { amount: '49.90' }, ...more });
  async function ordered(lines: object[] = [line()], more: object = {}): Promise<Answer> {
    const body = { customerId: customerId(), issue: true, lines, ...more };
    const answer = await ask(product(), '/invoices', post(body));
    if (answer.status !== 201) throw new Error(`createInvoice answered ${answer.status}: ${answer.text}`);
    return answer;
  }
  const path = ({ body }: Answer) => `/invoices/${body.id}`;
  const to = (answer: Answer, body: object, headers = {}, by = product()) =>
    ask(by, `${path(answer)}/transitions`, post(body, headers));
  const linesOf = ({ body }: Answer) => body.lines as Line[];
  const licensesOf = (answer: Answer) => linesOf(answer).flatMap(({ licenseIds }) => licenseIds);
  const license = async (id: string) => (await ask<LicenseBody>(product(), `/licenses/${id}`)).body;
  const info = async (id: string) =>
    (await product().solo.infoCheck({ LicenseID: (await license(id)).solo.licenseId })).fields;
  const soloStatuses = (answer: Answer) => Promise.all(licensesOf(answer).map(async (id) => (await info(id)).Status));
  async function sold(id: string): Promise<Sold> {
    const { body } = await ask(product(), `/licenses/${id}/secrets`);
    const { activationPassword } = body as unknown as { activationPassword: string };
    return { LicenseID: String((await license(id)).solo.licenseId), Password: activationPassword };
  }
  return { customerId, line, ordered, path, to, linesOf, licensesOf, license, info, soloStatuses, sold };
}
