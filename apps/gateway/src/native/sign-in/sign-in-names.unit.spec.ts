import { type CallContext, nativeId, objectUuid } from '@licet/contracts';
import type { Gateway } from '../../shared/gateway.ts';
import { countedAs } from '../../shared/counted-as.ts';
import { SignInNames } from './sign-in-names.ts';

/** Licenses up to 4010 belong to customer 3001, and there are no others. */
const call = (_: unknown, { reference: { licenseId } }: { reference: { licenseId: number } }) =>
  Promise.resolve(licenseId <= 4010 ? { ok: true, value: { license: { customerId: 3001 } } } : { ok: false });
const names = new SignInNames({ bus: { call } } as unknown as Gateway);
const counted = async (member: 'email' | 'customerId' | 'licenseId', text: string, authorId = 1) =>
  (await names.read(authorId, { member, text }, {} as CallContext)).counted;

describe('tries to sign in are counted', () => {
  it('under one name however that is spelled [API-USR-06]', async () => {
    const emails = await Promise.all(['A@x.org', 'a@x.org', ' a@X.org'].map((text) => counted('email', text)));
    expect(new Set(emails)).toEqual(new Set(['1 email a@x.org']));
  });

  it('under the customer, by whichever number or license of his, account and door he is named [API-USR-06, SC-05]', async () => {
    const ids = ['solo:3001', nativeId('customer', objectUuid(3001, 1)), nativeId('customer', objectUuid(3001, 2))];
    const all = await Promise.all([
      ...ids.map((text) => counted('customerId', text)),
      ...['solo:4001', 'solo:4002'].map((text) => counted('licenseId', text)),
      counted('customerId', 'solo:3001', 2),
    ]);
    expect(new Set([...all, countedAs(null, { customerId: 3001 })])).toEqual(new Set(['customerId 3001']));
  });

  it('under what was told where that names nobody, so that nothing tells it from a name that is there [API-USR-06]', async () => {
    const all = [await counted('licenseId', 'solo:5001'), await counted('licenseId', 'solo:5002')];
    expect(all).toEqual(['1 licenseId 5001', '1 licenseId 5002']);
  });
});
