import fc from 'fast-check';
import { ipId, nativeId, nestedId, newUuid, numberOf, objectUuid, parseIpId, parseNativeId } from './ids.ts';

const numbers = fc.integer({ min: 1, max: 2147483647 });
const instants = fc.integer({ min: 0, max: 253402300799000 });

describe('ids of objects', () => {
  it('carries the integer id inside a version 7 UUID, for every number and time', () => {
    fc.assert(
      fc.property(numbers, instants, (number, now) => {
        const uuid = objectUuid(number, now);
        expect(numberOf(uuid)).toBe(number);
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  it('prints the prefix, `_` and 26 lower-case Crockford characters, and reads them back [API-REP-04]', () => {
    fc.assert(
      fc.property(numbers, instants, (number, now) => {
        const uuid = objectUuid(number, now);
        const id = nativeId('license', uuid);
        expect(id).toMatch(/^lic_[0-9a-hjkmnp-tv-z]{26}$/);
        expect(parseNativeId('license', id)).toBe(uuid);
        expect(parseNativeId('product', id)).toBeUndefined();
      }),
    );
  });

  it('sorts native ids by creation [API-REP-04]', () => {
    const ids = [1_700_000_000_000, 1_700_000_000_001, 1_900_000_000_000].map((now) =>
      nativeId('license', objectUuid(4001, now)),
    );
    expect(ids.toSorted()).toEqual(ids);
  });

  it('starts the id of an installation with the part of its license [API-REP-04]', () => {
    const license = objectUuid(4001);
    const installation = nestedId('installation', license, newUuid());
    expect(installation.split('_').slice(0, 2).join('_')).toBe(nativeId('license', license).replace('lic_', 'ins_'));
  });

  it('spells an IntelliProtector id with the first three fields little-endian [IP-ID-02]', () => {
    expect(ipId('00112233-4455-6677-8899-aabbccddeeff')).toBe('33221100554477668899aabbccddeeff');
    expect(parseIpId('{33221100-5544-7766-8899-AABBCCDDEEFF}')).toBe('00112233-4455-6677-8899-aabbccddeeff');
    expect(parseIpId('33221100')).toBeUndefined();
  });
});
