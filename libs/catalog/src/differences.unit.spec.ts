import fc from 'fast-check';
import { differences, patchOf, secretsWith } from './differences.ts';

describe('what differs between file and platform', () => {
  it('takes along what is never printed, once', () => {
    const secret = ['codes.seed', 'activation.plugin.secret'];
    const codes = { codes: { number: 1, seed: 's' } };
    const found = differences(codes, { codes: { number: 0, seed: null } }, secret);
    expect(patchOf([...found, ...secretsWith(found, codes, secret)])).toEqual(codes);
    const plugin = { activation: { plugin: { url: 'u', secret: 's' } } };
    const added = differences(plugin, { activation: { plugin: null } }, secret);
    expect(secretsWith(added, plugin, secret)).toEqual([]);
  });

  it.each([
    ['a text', { name: 'a' }, { name: 'b' }, { name: 'a' }],
    [
      'a member of a part alone',
      { seats: { limit: 5 } },
      { seats: { limit: 1, rotation: true } },
      { seats: { limit: 5 } },
    ],
    ['a part that is not there', { trial: { days: 3 } }, { trial: null }, { trial: { days: 3 } }],
    ['null for something', { counter: null }, { counter: 3 }, { counter: null }],
    ['a list, as a whole', { scopes: ['a'] }, { scopes: ['a', 'b'] }, { scopes: ['a'] }],
  ])('is %s', (_, wanted, shown, patch) => {
    expect(patchOf(differences(wanted, shown, []))).toEqual(patch);
  });

  it.each([
    ['what the file does not name', { name: 'a' }, { name: 'a', sku: 'S' }],
    ['null for what is absent', { sku: null }, {}],
    ['the order of members', { list: [{ a: 1, b: 2 }] }, { list: [{ b: 2, a: 1 }] }],
    [
      'a password, which is never printed',
      { authentication: { password: 'p' } },
      { authentication: { password: null } },
    ],
  ])('is not %s', (_, wanted, shown) => {
    expect(differences(wanted, shown, ['authentication.password'])).toEqual([]);
  });

  it('is nothing once the patch has been merged', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer()));
    const name = fc.constantFrom('a', 'b', 'c');
    const part = fc.dictionary(name, value, { noNullPrototype: true });
    const object = fc.dictionary(name, fc.oneof(value, part), { noNullPrototype: true });
    fc.assert(
      fc.property(object, object, (wanted, shown) => {
        const merged = merge(shown, patchOf(differences(wanted, shown, [])));
        expect(differences(wanted, merged, [])).toEqual([]);
      }),
    );
  });
});

type Mapping = Readonly<Record<string, unknown>>;

/** JSON Merge Patch, as the platform applies it. */
function merge(shown: Mapping, patch: Mapping): Mapping {
  const merged: Record<string, unknown> = { ...shown };
  for (const [name, to] of Object.entries(patch)) {
    const from = merged[name];
    merged[name] = isMapping(from) && isMapping(to) ? merge(from, to) : to;
  }
  return merged;
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
