import { ProductCreated, SerialsLoaded, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { evolveProduct, noProduct } from './product.ts';
import { type SerialsCommand, serialsDecider } from './serials.decide.ts';

const context: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { scopes, via: 'native' },
  commandId: 'c-3',
};
const product = evolveProduct(noProduct, { type: 'ProductCreated', data: ProductCreated.sample });
const loaded = { type: 'SerialsLoaded' as const, data: SerialsLoaded.sample };
const [first] = loaded.data.serials;
const uuidOf = (i: number) => `019a6f6e-3c00-7000-8000-${String(i).padStart(12, '0')}`;
const lines = (serials: readonly string[]) =>
  serials.map((serial, i) => ({ uuid: uuidOf(i), serial, passwordVerifier: null }));
const load = (...serials: string[]): SerialsCommand => ({
  ...{ type: 'LoadSerials', product, serials: lines(serials) },
  request: { authorId: 1, productId: 1001 },
});
const remove = (uuid = first!.uuid, authorId = 1): SerialsCommand => ({
  type: 'DeleteSerial',
  request: { authorId, productId: 1001, uuid },
});
const known = given(serialsDecider, loaded);

describe('the list of serial numbers of a product', () => {
  it('grows at its end, by what it does not have, letter case ignored [SN-02, API-PRD-09]', () => {
    known
      .when(load('ex-1001-a', 'New', 'NEW', 'Other'), context)
      .thenEvents({ type: 'SerialsLoaded', data: { serials: [{ serial: 'New' }, { serial: 'Other' }] } })
      .thenState((state) => {
        expect(state).toMatchObject({ serials: [{ number: 1 }, { number: 2 }, { number: 3 }, { number: 4 }] });
      });
    known.when(load('EX-1001-B'), context).thenNothing();
  });

  it('loses a serial number by claiming it, so that no license gets it at the same time [API-PRD-09]', () => {
    const then = known.when(remove(), context).thenEvents({ type: 'SerialDeleted' });
    expect(then.decision).toMatchObject({ claims: [{ scope: 'listedSerial/1001', key: 'ex-1001-a' }] });
    then.thenState((state) => {
      expect(state).toMatchObject({ serials: [{ number: 2 }], loaded: 2 });
    });
  });

  it('takes a deleted serial number again and lets go of its claim', () => {
    const gone = {
      type: 'SerialDeleted' as const,
      data: { authorId: 1, productId: 1001, uuid: first!.uuid, at: '2026-03-05T09:00:00.000Z' },
    };
    const then = given(serialsDecider, loaded, gone).when(load('EX-1001-A'), context);
    then.thenEvents({ type: 'SerialsLoaded' });
    expect(then.decision).toMatchObject({ releases: [{ scope: 'listedSerial/1001', key: 'ex-1001-a' }] });
  });

  it('belongs to one account, whose callers need the scope to write products', () => {
    known.when(remove(first!.uuid, 2), context).thenRefused({ code: 'not_found' });
    known.when(remove(uuidOf(7)), context).thenRefused({ code: 'not_found' });
    const foreign = { ...load('A'), product: noProduct } as SerialsCommand;
    given(serialsDecider).when(foreign, context).thenRefused({ code: 'not_found' });
    for (const command of [load('A'), remove()])
      known
        .when(command, { ...context, caller: { scopes: [], via: 'native' } })
        .thenRefused({ code: 'scope_missing', facts: { scope: 'products:write' } });
  });

  it('holds a hundred thousand and no more', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `S-${i}`);
    const full = { ...loaded, data: { ...loaded.data, serials: lines(many) } };
    given(serialsDecider, full).when(load('One more'), context).thenRefused({ code: 'quota_exceeded' });
    given(serialsDecider, full).when(load('S-7'), context).thenNothing();
  });
});
