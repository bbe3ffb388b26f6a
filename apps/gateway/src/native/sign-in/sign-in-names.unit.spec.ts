import { nativeId, objectUuid } from '@licet/contracts';
import { countedAs } from './sign-in-names.ts';

it('tries to sign in are counted under one name however that is spelled [API-USR-06]', () => {
  const email = ['A@x.org', 'a@x.org', ' a@X.org'].map((text) => countedAs({ member: 'email', text }));
  const ids = ['solo:3001', nativeId('customer', objectUuid(3001, 1)), nativeId('customer', objectUuid(3001, 2))];
  const customer = ids.map((text) => countedAs({ member: 'customerId', text }));
  expect([new Set(email), new Set(customer)]).toEqual([new Set(['email a@x.org']), new Set(['customerId 3001'])]);
});
