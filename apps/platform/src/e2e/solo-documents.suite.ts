import { soloServices } from '@licet/gateway/scenarios';
import { type XmlElement, parseXml } from '@licet/xml';
import { readFileSync } from 'node:fs';
import { type Product, customerOf, optionOf } from './product.suite.ts';

type Names = Map<string, string>;
interface Sample {
  operation: string;
  /** Of the operation's requests, from 1. */
  number: number;
  request: string;
  reply: string;
}

/** The pages tell one story, in this order. */
const pages = ['XmlLicenseService', 'XmlActivationService', 'XmlCustomerService'];
const documents = new URL('../../../../docs/reference/solo/', import.meta.url);
const samplesOf = new Map(
  pages.map((page) => [page, samplesIn(readFileSync(new URL(`${page}.md`, documents), 'utf8'))]),
);

/** docs/reference/solo: every request that is printed there gets the reply that is printed below it. */
export function soloDocuments(product: () => Product): void {
  describe('the pages on the SOLO services', () => {
    const names: Names = new Map();
    beforeAll(() => learn(names, product()));

    readings(product);

    describe.each(pages)('%s', (page) => {
      const service = soloServices.find(({ name }) => name === page)!;
      const samples = samplesOf.get(page)!;

      it('shows every operation', () => {
        const declared = service.operations.map(({ operation }) => operation.name);
        expect(new Set(samples.map(({ operation }) => operation))).toEqual(new Set(declared));
      });

      it.each(samples)('prints the reply to request $number of $operation', async ({ operation, request, reply }) => {
        const { solo } = product();
        const posted = service.operations.find((it) => it.operation.name === operation && it.input === 'string')!;
        const { root } = await solo.send(page, posted.name, filled(request, names));
        compare(root, parseXml(reply), names);
      });
    });
  });
}

/** Rows of tables that name an account setting and its default, side by side or with a colon. */
const settingInRow = /\| `(\w+)`(?::| +\|) `([^`]+)` *\|/g;

function readings(product: () => Product): void {
  const page = readFileSync(new URL('readings.md', documents), 'utf8');

  it('list every reading once, in order', () => {
    const listed = [...page.matchAll(/^\| (AMB-\d\d) /gm)].map(([, id]) => id);
    const requirements = JSON.parse(readFileSync(new URL('../requirements.json', documents), 'utf8')) as Families;
    expect(listed).toEqual(Object.values(requirements).flatMap((families) => families.AMB ?? []));
  });

  it('name settings that the account has, with the defaults that it tells [API-ACC-02]', async () => {
    const { settings } = await product().native.get<{ settings: Record<string, { default: unknown }> }>('/account');
    const named = [...page.matchAll(settingInRow)].map(([, name = '', value = '']) => [name, value]);
    const told = named.map(([name = '']) => [name, asWritten(settings[name]?.default)]);
    expect(named.length).toBeGreaterThan(5);
    expect(named).toEqual(told);
  });
}

type Families = Record<string, Record<string, string[]>>;

const asWritten = (value: unknown): string | undefined => (typeof value === 'string' ? value : JSON.stringify(value));

/** What the pages name without having shown where it comes from. */
async function learn(names: Names, product: Product): Promise<void> {
  const { native, author, keyId } = product;
  const made = await native.send<{ id: string; solo: { productId: number } }>('POST', '/products', {
    ...{ name: 'Example Editor', latestVersion: '4.3.0.0' },
  });
  const settings = { name: 'Single user', seats: { limit: 5 } };
  const option = await optionOf(product, { productId: made.id, ...settings });
  await native.send('POST', `/products/${made.id}/updates`, {
    ...{ name: 'Example Editor 4', latestVersion: '4.3.0.0', action: 'GOURL', infoUrl: 'https://example.com/new' },
    messages: { en: 'Faster and safer.' },
  });
  const [Email, CustomerPassword] = ['ann.example@example.com', 'opensesame'];
  const person = { company: 'Example Ltd', firstName: 'Ann', lastName: 'Example', email: Email };
  const { CustomerID } = await customerOf(product, person, CustomerPassword);
  const known = {
    ...author,
    ...{ EncryptionKeyID: keyId, ProductID: made.solo.productId, ProdOptionID: option.prodOptionId },
    ...{ CustomerID, Email, CustomerPassword },
  };
  for (const [name, value] of Object.entries(known)) names.set(name, String(value));
}

/** Pairs of request and reply below the heading of an operation. */
function samplesIn(page: string): Sample[] {
  return page.split(/^## /m).flatMap((section) => {
    const operation = /^\w+/.exec(section)?.[0] ?? '';
    const blocks = [...section.matchAll(/^```xml\n(.*?)^```$/gms)].map(([, text = '']) => text);
    const requests = blocks.filter((_, i) => i % 2 === 0);
    return requests.map((request, i) => ({ operation, number: i + 1, request, reply: blocks[2 * i + 1]! }));
  });
}

const filled = (text: string, names: Names): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = names.get(name);
    if (value === undefined) throw new Error(`Nothing is known of {${name}}`);
    return value;
  });

/** Element by element, in order. `…` stands for any value; a name of which nothing is known yet is learned. */
function compare(reply: XmlElement, printed: XmlElement, names: Names): void {
  const found = leaves(reply);
  const expected = leaves(printed).map(([path, text], i) => {
    const value = found[i]?.[0] === path ? found[i][1] : '';
    if (text === '…' && value !== '') return [path, value];
    const name = /^\{(\w+)\}$/.exec(text)?.[1];
    if (name !== undefined && value !== '' && !names.has(name)) names.set(name, value);
    return [path, filled(text, names)];
  });
  expect(found).toEqual(expected);
}

const leaves = (element: XmlElement, above = ''): [path: string, text: string][] => {
  const path = `${above}/${element.name}`;
  return element.children.length === 0
    ? [[path, element.text]]
    : element.children.flatMap((child) => leaves(child, path));
};
