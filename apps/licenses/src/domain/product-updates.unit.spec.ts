import { ProductCreated, ProductUpdateCreated, type ProductUpdateSettings, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { evolveProduct, noProduct } from './product.ts';
import { type ProductUpdateCommand, productUpdatesDecider } from './product-updates.decide.ts';

const context: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { scopes, via: 'native' },
  commandId: 'c-3',
};
const product = evolveProduct(noProduct, { type: 'ProductCreated', data: ProductCreated.sample });
const created = { type: 'ProductUpdateCreated' as const, data: ProductUpdateCreated.sample };
const { uuid } = created.data;
const of = { authorId: 1, productId: 1001 };
const sealed = 's1|licenses/updates-1001|AAAA';

const create = (settings: Partial<ProductUpdateSettings>, password: string | null = null): ProductUpdateCommand => ({
  type: 'CreateProductUpdate',
  ...{ uuid: '019a6f6e-3c00-7000-8000-0000000003eb', product, password },
  request: { ...of, settings: { name: 'Editor 5', latestVersion: '5.0.0.0', ...settings } },
});
type Change = Extract<ProductUpdateCommand, { type: 'ChangeProductUpdate' }>;
const change = (
  changes: Change['request']['changes'],
  { password, ...request }: { password?: string | null; expectedVersion?: number; authorId?: number } = {},
): ProductUpdateCommand => ({
  ...{ type: 'ChangeProductUpdate', password },
  request: { ...of, uuid, changes, expectedVersion: null, ...request },
});
const remove: ProductUpdateCommand = {
  type: 'DeleteProductUpdate',
  request: { ...of, uuid, expectedVersion: null },
};
const known = given(productUpdatesDecider, created);

describe('updates of a product', () => {
  it('are made of a name and a version, for every version and with nothing to do, and hold their name [PU-01, PU-05]', () => {
    const then = given(productUpdatesDecider).when(create({ name: 'Editor FIVE' }), context);
    then.thenEvents({
      type: 'ProductUpdateCreated',
      data: { settings: { minEligible: '0.0.0.0', maxEligible: '99999.99999.99999.99999', action: 'none' } },
    });
    expect(then.decision).toMatchObject({ claims: [{ scope: 'updateName', key: 'editor five' }] });
  });

  it.each<[Partial<ProductUpdateSettings>, string[]]>([
    [{ minEligible: '2.0.0.0', maxEligible: '1.99.0.0' }, ['/maxEligible']],
    [{ latestFreeVersion: '4' }, ['/latestFreeVersion']],
    [{ releaseDate: '2026-02-30' }, ['/releaseDate']],
    [{ action: 'ftp' }, ['/server']],
    [{ action: 'http' }, ['/server']],
    [{ action: 'url' }, ['/infoUrl']],
    [{ authentication: 'customFtp' }, ['/authentication/user']],
    [{ authentication: 'license', user: 'anna' }, ['/authentication/type']],
    [{ action: 'url', releaseDate: '2026-13-01' }, ['/releaseDate', '/infoUrl']],
  ])('name all places of %j that are wrong [API-PRD-07]', (settings, pointers) => {
    given(productUpdatesDecider)
      .when(create(settings), context)
      .thenRefused({ code: 'parameter_invalid', facts: { pointers } });
    known.when(change(settings), context).thenRefused({ code: 'parameter_invalid', facts: { pointers } });
  });

  it('keep a password for a custom user only [PU-02]', () => {
    const custom = { authentication: 'customFtp' as const, user: 'anna' };
    known.when(change(custom, { password: sealed }), context).thenEvents({
      type: 'ProductUpdateChanged',
      data: { changes: custom, password: sealed },
    });
    known.when(change({}, { password: sealed }), context).thenRefused({ code: 'parameter_invalid' });
  });

  it('change what is named, merge messages by language, and leave no event where nothing changes [PU-03, PU-04]', () => {
    const then = known.when(change({ messages: { en: 'Hello', de: 'Hallo' }, latestVersion: '6.0.0.0' }), context);
    const [event] = then.decision.kind === 'accepted' ? then.decision.events : [];
    expect(event?.data).toMatchObject({
      changes: { messages: { de: 'Hallo', en: 'Hello' }, latestVersion: '6.0.0.0' },
    });
    const both = given(productUpdatesDecider, created, event!);
    both.when(change({ messages: { de: null, fr: null } }), context).thenState((state) => {
      expect(state).toMatchObject({ updates: [{ version: 3, settings: { messages: { en: 'Hello' } } }] });
    });
    both.when(change({ messages: { de: 'Hallo' } }), context).thenNothing();
  });

  it('move their name when they get another, not when only its letter case changes [PU-05]', () => {
    expect(known.when(change({ name: 'Editor 9' }), context).decision).toMatchObject({
      claims: [{ key: 'editor 9' }],
      releases: [{ key: 'example editor 4' }],
    });
    expect(known.when(change({ name: 'EXAMPLE Editor 4' }), context).decision).not.toHaveProperty('claims');
  });

  it('do not get a name that another update of the product has [PU-05]', () => {
    const refusal = { code: 'duplicate' as const, facts: { what: 'updateName' } };
    known.when(create({ name: 'EXAMPLE editor 4' }), context).thenRefused(refusal);
    const both = given(productUpdatesDecider, created, {
      ...created,
      data: {
        ...created.data,
        uuid: '019a6f6e-3c00-7000-8000-0000000003ec',
        settings: { ...created.data.settings, name: 'Editor 5' },
      },
    });
    both.when(change({ name: 'editor 5' }), context).thenRefused(refusal);
    both.when(change({ latestVersion: '6.0.0.0' }), context).thenEvents({ type: 'ProductUpdateChanged' });
  });

  it('that got one name before it had to be unique keep it until the last of them gives it up, a reading [PU-05]', () => {
    const twin = { ...created.data, uuid: '019a6f6e-3c00-7000-8000-0000000003ec' };
    const twins = given(productUpdatesDecider, created, { ...created, data: twin });
    for (const command of [remove, change({ name: 'Editor 9' })])
      expect(twins.when(command, context).decision).not.toHaveProperty('releases');
    const last = given(productUpdatesDecider, ...[created, { ...created, data: twin }], {
      type: 'ProductUpdateDeleted' as const,
      data: { ...of, uuid: twin.uuid, at: created.data.at },
    });
    for (const command of [remove, change({ name: 'Editor 9' })])
      expect(last.when(command, context).decision).toMatchObject({ releases: [{ key: 'example editor 4' }] });
  });

  it('are deleted and give their name free [PU-04]', () => {
    const then = known.when(remove, context).thenEvents({ type: 'ProductUpdateDeleted', data: { uuid } });
    expect(then.decision).toMatchObject({ releases: [{ key: 'example editor 4' }] });
    then.thenState((state) => {
      expect(state).toMatchObject({ updates: [], made: 1 });
    });
  });

  it('are changed at the expected version, by their own account, with the scope to write products', () => {
    known.when(change({ action: 'message' }, { expectedVersion: 2 }), context).thenRefused({
      code: 'version_conflict',
      facts: { version: 1 },
    });
    known.when(change({ action: 'message' }, { authorId: 2 }), context).thenRefused({ code: 'not_found' });
    const bare = { ...context, caller: { scopes: [], via: 'native' as const } };
    for (const command of [create({}), change({}), remove])
      known.when(command, bare).thenRefused({ code: 'scope_missing', facts: { scope: 'products:write' } });
    const foreign = { ...create({}), product: noProduct } as ProductUpdateCommand;
    given(productUpdatesDecider).when(foreign, context).thenRefused({ code: 'not_found' });
  });

  it('are a thousand of a product at most', () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({
      ...created,
      data: { ...created.data, uuid: `019a6f6e-3c00-7000-8000-${String(i).padStart(12, '0')}` },
    }));
    given(productUpdatesDecider, ...many)
      .when(create({}), context)
      .thenRefused({ code: 'quota_exceeded' });
  });
});
