import { LicenseAdded, type LicenseEvent, mostInstallations, scopes } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { licenseDecider } from './license.decide.ts';
import type { ReleaseLicenseCommand } from './release-license.ts';

const added: LicenseEvent = { type: 'LicenseAdded', data: LicenseAdded.sample };
const release = (
  installations: number,
  expectedVersion?: number,
  newestMachineAt: string | null = null,
): ReleaseLicenseCommand => ({
  type: 'ReleaseLicense',
  request: { authorId: 1, licenseId: 4001, ...(expectedVersion !== undefined && { expectedVersion }) },
  installations,
  newestMachineAt,
});
const staff = (lacking?: string): DecisionContext => ({
  now: new Date('2026-03-04T10:00:00.000Z'),
  caller: { scopes: scopes.filter((scope) => scope !== lacking), via: 'native' },
  commandId: 'c-2',
});
const license = given(licenseDecider, added);

describe('a release of a license', () => {
  it('ends its freeze and has every machine released by one event [API-LIC-23]', () => {
    const changes = { freezeEnd: { until: null, setAt: '2026-03-04T10:00:00.000Z' }, release: { installations: 2 } };
    license.when(release(2), staff()).thenEvents({ type: 'LicenseUpdated', data: { changes } });
  });

  it('ends the freeze of a machine that came by a clock that is ahead [API-LIC-23]', () => {
    const ahead = '2026-03-04T10:00:00.300Z';
    license
      .when(release(2, undefined, ahead), staff())
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { freezeEnd: { until: null, setAt: ahead } } } });
    license.when(release(2, undefined, '2026-03-04T09:59:59.999Z'), staff()).thenEvents({
      type: 'LicenseUpdated',
      data: { changes: { freezeEnd: { until: null, setAt: '2026-03-04T10:00:00.000Z' } } },
    });
  });

  it('is for those who may change it as it was read, and for as many machines as one append holds [API-LIC-23, API-ETAG-03]', () => {
    license.when(release(2), staff('licenses:write')).thenRefused({ code: 'scope_missing' });
    license.when(release(2, 7), staff()).thenRefused({ code: 'version_conflict' });
    license.when(release(mostInstallations + 1), staff()).thenRefused({ code: 'parameter_invalid' });
  });
});
