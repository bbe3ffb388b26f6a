import {
  LicenseAdded,
  type LicenseEvent,
  LicenseUpdated,
  type RequestOf,
  type ReplaceUserFields,
  type SoloStatus,
  noUserFields,
  scopes,
  soloStatuses,
  statusOfSolo,
} from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { licenseDecider } from './license.decide.ts';
import type { ReplaceUserFieldsCommand } from './replace-user-fields.ts';

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

type Request = Partial<RequestOf<typeof ReplaceUserFields>>;
type Rest = Partial<ReplaceUserFieldsCommand['surroundings'] & Pick<ReplaceUserFieldsCommand, 'sealed' | 'same'>>;
function replace(request: Request, { sealed = one, same, ...surroundings }: Rest = {}): ReplaceUserFieldsCommand {
  return {
    type: 'ReplaceUserFields',
    request: { authorId: null, licenseId: 4001, userFields: noUserFields, ...request },
    surroundings: { writable: true, passwordFits: false, account: 'open', ...surroundings },
    sealed,
    same,
  };
}
const as = (...granted: readonly string[]): DecisionContext => ({
  now: new Date('2026-03-04T10:00:00.000Z'),
  caller: { scopes: granted, via: 'solo' },
  commandId: 'c-2',
});
const staff = as(...scopes.filter((scope) => scope !== 'licenses:void'));
const nobody = as();
const author: Request = { authorId: 1 };
const license = given(licenseDecider, added);

describe('ReplaceUserFields', () => {
  it.each<[string, Request, Rest, DecisionContext]>([
    ['an author with Edit Licenses, fields writable [SL-UDF-05]', author, {}, staff],
    ['an author with Edit Licenses, fields not writable [SL-UDF-03]', author, { writable: false }, staff],
    [
      'an author with Edit Licenses whatever the password [SL-UDF-06]',
      { ...author, password: 'x' },
      { passwordFits: false },
      staff,
    ],
    ['the right password, fields writable [SL-UDF-02, SL-UDF-07]', {}, { passwordFits: true }, nobody],
    [
      'the right password beside an author without Edit Licenses [AMB-17]',
      author,
      { passwordFits: true },
      as('licenses:create'),
    ],
  ])('replaces the fields for %s', (_, request, rest, context) => {
    license
      .when(replace(request, rest), context)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { userFields: one } } })
      .thenState((state) => {
        expect(state).toMatchObject({ userFields: one, version: 2 });
      });
  });

  it.each<[string, Request, Rest, DecisionContext, string]>([
    [
      'the right password, fields not writable [SL-UDF-04, SL-UDF-25]',
      {},
      { writable: false, passwordFits: true },
      nobody,
      'unauthenticated',
    ],
    ['a wrong password [SL-UDF-09]', { password: 'x' }, {}, nobody, 'credential_invalid'],
    [
      'an author without Edit Licenses [PERM-05, PERM-07]',
      author,
      { writable: false },
      as('licenses:create'),
      'scope_missing',
    ],
    ['an author of another account [AUTH-14]', { authorId: 2 }, { passwordFits: true }, staff, 'not_found'],
    ['a closed account [AUTH-15]', {}, { passwordFits: true, account: 'closed' }, nobody, 'account_closed'],
    ['a read-only account [AUTH-15]', author, { account: 'readOnly' }, staff, 'account_read_only'],
    ['a malformed field [SL-UDF-11, SL-UDF-16]', { ...author, userFields: null }, {}, staff, 'parameter_invalid'],
    ['a wrong password before a malformed field [SL-UDF-27]', { userFields: null }, {}, nobody, 'credential_invalid'],
  ])('refuses %s', (_, request, rest, context, code) => {
    license.when(replace(request, rest), context).thenRefused({ code: code as 'not_found' });
  });

  it('does not know what was never issued [SL-UDF-08]', () => {
    given(licenseDecider).when(replace(author), staff).thenRefused({ code: 'not_found' });
  });

  it.each(soloStatuses)(
    'lets a license in %s be changed by its password, and by an author who may change it [SL-UDF-28, AMB-04]',
    (code) => {
      const then = given(licenseDecider, added, inStatus(code));
      const closed = ['VOI', 'RET', 'DEL'].includes(code);
      const byStaff = then.when(replace(author), staff);
      if (closed) byStaff.thenRefused({ code: 'scope_missing', facts: { scope: 'licenses:void' } });
      else byStaff.thenEvents({ type: 'LicenseUpdated' });
      then.when(replace(author), as(...scopes)).thenEvents({ type: 'LicenseUpdated' });
      then.when(replace({}, { passwordFits: true }), nobody).thenEvents({ type: 'LicenseUpdated' });
    },
  );

  it.each(['VOI', 'RET', 'DEL'] as const)(
    'takes a logon with Edit Licenses beside the right password for a call by logon in %s, any other for one by password, a reading [SL-UDF-28]',
    (code) => {
      const closed = given(licenseDecider, added, inStatus(code));
      const both = replace({ ...author, password: 'right' }, { passwordFits: true });
      closed.when(both, staff).thenRefused({ code: 'scope_missing', facts: { scope: 'licenses:void' } });
      closed.when(both, as('licenses:create')).thenEvents({ type: 'LicenseUpdated' });
    },
  );

  it('clears all fields, and records nothing where none has a value [SL-UDF-18]', () => {
    given(licenseDecider, added, updated({ userFields: one }))
      .when(replace(author, { sealed: null }), staff)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { userFields: null } } })
      .thenState((state) => {
        expect(state).toMatchObject({ userFields: null });
      });
    license.when(replace(author, { sealed: null }), staff).thenNothing();
  });

  it('records nothing where the same fields stand already, and replaces those that came in between', () => {
    const again = replace(author, { sealed: two, same: one });
    given(licenseDecider, added, updated({ userFields: one }))
      .when(again, staff)
      .thenNothing();
    given(licenseDecider, added, updated({ userFields: 's1|licenses/license-4001|CCCC' }))
      .when(again, staff)
      .thenEvents({ type: 'LicenseUpdated', data: { changes: { userFields: two } } });
  });
});
