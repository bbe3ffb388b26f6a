import { LicenseAdded, type LicenseEvent } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { licenseDecider } from './license.decide.ts';
import type { TakeRegistrationCommand } from './take-registration.ts';

const added = (customerId: number | null): LicenseEvent => ({
  type: 'LicenseAdded',
  data: { ...LicenseAdded.sample, customerId },
});
const context: DecisionContext = {
  now: new Date('2026-03-05T10:00:00.000Z'),
  caller: { scopes: [], via: 'solo' },
  commandId: 'c-4',
};
const take = (changes: TakeRegistrationCommand['changes'], authorId = 1): TakeRegistrationCommand => ({
  type: 'TakeRegistration',
  request: { authorId, licenseId: 4001 },
  changes,
});
const sealed = 's1|licenses/license-4001|BBBB';

describe('a license', () => {
  const license = given(licenseDecider, added(3001));

  it('takes the licensee, and nothing else changes [SL-REG-27, SL-REG-39]', () => {
    license
      .when(take({ licenseeName: sealed, licenseeEmail: null }), context)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { licenseeName: sealed, licenseeEmail: null } } })
      .thenState((state) => {
        expect(state).toMatchObject({ licenseeName: sealed, licenseeEmail: null, customerId: 3001, version: 2 });
      });
    license.when(take({}), context).thenNothing();
  });

  it('follows its customer, if it still is his [SL-REG-30]', () => {
    license
      .when(take({ customerId: { before: 3001, after: 3002 } }), context)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { customerId: { before: 3001, after: 3002 } } } })
      .thenState((state) => {
        expect(state).toMatchObject({ customerId: 3002 });
      });
    license.when(take({ customerId: { before: 3009, after: 3002 } }), context).thenNothing();
    license.when(take({ customerId: { before: null, after: 3002 } }), context).thenNothing();
  });

  it('without customer takes its first one [UNI-78]', () => {
    given(licenseDecider, added(null))
      .when(take({ customerId: { before: null, after: 3002 } }), context)
      .thenEvents({ type: 'LicenseUpdated' });
  });

  it('of another author, or unknown, is not found [AUTH-14]', () => {
    license.when(take({ licenseeName: sealed }, 2), context).thenRefused({ code: 'not_found' });
    given(licenseDecider)
      .when(take({ licenseeName: sealed }), context)
      .thenRefused({ code: 'not_found' });
  });
});
