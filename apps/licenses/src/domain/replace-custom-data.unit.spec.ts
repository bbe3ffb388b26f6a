import {
  type CustomData,
  LicenseAdded,
  type LicenseEvent,
  LicenseUpdated,
  type SoloStatus,
  scopes,
  soloStatuses,
  statusOfSolo,
} from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { licenseDecider } from './license.decide.ts';
import type { ReplaceCustomDataCommand } from './replace-custom-data.ts';

const added: LicenseEvent = { type: 'LicenseAdded', data: LicenseAdded.sample };
const updated = (changes: typeof LicenseUpdated.sample.changes): LicenseEvent => ({
  type: 'LicenseUpdated',
  data: { ...LicenseUpdated.sample, changes },
});
const inStatus = (code: SoloStatus): LicenseEvent => ({
  type: 'LicenseStatusChanged',
  data: { ...LicenseUpdated.sample, changes: { status: { before: statusOfSolo('OK'), after: statusOfSolo(code) } } },
});
const [one, two] = ['s1|licenses/license-4001|AAAA', 's1|licenses/license-4001|BBBB'] as const;
const text: CustomData = { format: 'text', value: 'x' };

function replace(
  customData: CustomData | null = text,
  rest: Partial<Pick<ReplaceCustomDataCommand, 'sealed' | 'same'>> & { authorId?: number } = {},
): ReplaceCustomDataCommand {
  const { authorId = 1, sealed = one, same } = rest;
  return { type: 'ReplaceCustomData', request: { authorId, licenseId: 4001, customData }, sealed, same };
}
const as = (...granted: readonly string[]): DecisionContext => ({
  now: new Date('2026-03-04T10:00:00.000Z'),
  caller: { scopes: granted, via: 'solo' },
  commandId: 'c-2',
});
const staff = as(...scopes.filter((scope) => scope !== 'licenses:void'));
const license = given(licenseDecider, added);

describe('ReplaceCustomData', () => {
  it('replaces it with one event, and knows which one holds it [SL-UCD-02]', () => {
    given(licenseDecider, added, updated({ customData: one }), updated({ licenseUpdate: 'x' }))
      .when(replace(text, { sealed: two }), staff)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { customData: two } } })
      .thenState((state) => {
        expect(state).toMatchObject({ customDataVersion: 4, version: 4 });
      });
  });

  it('clears it, and records nothing where there is none [SL-UCD-03]', () => {
    given(licenseDecider, added, updated({ customData: one }))
      .when(replace(text, { sealed: null }), staff)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { customData: null } } })
      .thenState((state) => {
        expect(state).toMatchObject({ customDataVersion: null });
      });
    license.when(replace(text, { sealed: null }), staff).thenNothing();
  });

  it('records nothing where the same stands already, and replaces what came in between', () => {
    const again = replace(text, { sealed: two, same: 2 });
    given(licenseDecider, added, updated({ customData: one }))
      .when(again, staff)
      .thenNothing();
    given(licenseDecider, added, updated({ customData: one }), updated({ customData: one }))
      .when(again, staff)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { customData: two } } });
  });

  it('names the first fault when there are several [SL-UCD-18]', () => {
    const unknown = given(licenseDecider);
    const voided = given(licenseDecider, added, inStatus('VOI'));
    const lacking = (scope: string) => ({ code: 'scope_missing' as const, facts: { scope } });
    unknown.when(replace(null), as()).thenRefused(lacking('licenses:write'));
    unknown.when(replace(null), staff).thenRefused({ code: 'not_found' });
    license.when(replace(null, { authorId: 2 }), staff).thenRefused({ code: 'not_found' });
    voided.when(replace(null), staff).thenRefused(lacking('licenses:void'));
    voided.when(replace(null), as(...scopes)).thenRefused({ code: 'parameter_invalid' });
  });

  it.each(soloStatuses)('takes it in %s of whoever may change the license [SL-UCD-20, PERM-11, AMB-04]', (code) => {
    const then = given(licenseDecider, added, inStatus(code));
    then.when(replace(), as(...scopes)).thenEvents({ type: 'LicenseUpdated' });
    const byStaff = then.when(replace(), staff);
    if (['VOI', 'RET', 'DEL'].includes(code)) byStaff.thenRefused({ code: 'scope_missing' });
    else byStaff.thenEvents({ type: 'LicenseUpdated' });
  });
});
