import { readCatalog } from './catalog-file.ts';

const file = `products:
  - name: Editor
    sku: ED
    options:
      - name: Single user
        type: activationCode
    updates:
      - name: editor-update
        latestVersion: 2.0.0.0
    serials:
      - serial: S-1
users:
  - name: Back office
    kind: api
customers:
  - email: ann@example.com
`;

describe('a catalog file', () => {
  it('is read as objects with what stands in them, in the order in which they are made', () => {
    const { entries } = readCatalog(file, 'catalog.yaml');
    const told = entries.map(({ kind, key, inside }) => [
      kind.object,
      ...key,
      ...inside.map((each) => `${each.kind.object} ${each.key[1]}`),
    ]);
    expect(told).toEqual([
      ['product', 'name', 'Editor', 'option Single user', 'update editor-update', 'serial S-1'],
      ['user', 'name', 'Back office'],
      ['customer', 'email', 'ann@example.com'],
    ]);
    expect(entries[0]?.body).toEqual({ name: 'Editor', sku: 'ED' });
  });

  it('tells a place by file, line and the way there, also one that is missing', () => {
    const { tell } = readCatalog(file, 'catalog.yaml');
    expect(tell(['products', 0, 'options', 0, 'type'])).toBe('catalog.yaml:6 products[0].options[0].type');
    expect(tell(['products', 0, 'options', 0, 'seats', 'limit'])).toBe(
      'catalog.yaml:5 products[0].options[0].seats.limit',
    );
  });

  it.each([
    [
      'an unknown list',
      'product: []',
      'catalog.yaml:1 product: is not known here; offered are products, users, customers',
    ],
    ['no mapping', '- 1', 'catalog.yaml: must be a mapping with products, users, customers'],
    ['an empty file', '', 'catalog.yaml: must be a mapping with products, users, customers'],
    ['no list', 'products: 1', 'catalog.yaml:1 products: must be a list of products'],
    ['a text for an object', 'users: [Ann]', 'catalog.yaml:1 users[0]: must be a mapping with the members of a user'],
    [
      'an object without a name',
      'products:\n  - sku: X',
      'catalog.yaml:2 products[0]: needs name, by which the product is found again',
    ],
    [
      'two of one name',
      'customers:\n  - email: a@example.com\n  - email: A@example.com',
      'catalog.yaml:3 customers[1]: is a second customer with email A@example.com',
    ],
    ['text that is no YAML', 'products: [', 'catalog.yaml: Flow sequence in block collection'],
    ['a repeated member', 'users: []\nusers: []', 'catalog.yaml: Map keys must be unique at line 2, column 1:'],
  ])('is refused for %s, with the place', (_, text, message) => {
    expect(() => readCatalog(text, 'catalog.yaml')).toThrow(message);
  });

  it('does not blow up with aliases of aliases', () => {
    const lines = Array.from({ length: 20 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(i > 0 ? 9 : 0)}1]`);
    expect(() => readCatalog(lines.join('\n'), 'catalog.yaml')).toThrow();
  });
});
