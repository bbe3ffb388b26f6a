import { given } from '@licet/testing';
import {
  activated,
  banned,
  check,
  context,
  deactivate,
  deactivated,
  inactiveStatuses,
  opened,
  type World,
} from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';

const review = { status: 'review', reason: null } as const;
const active = [opened({ activationsLeft: 5 }), activated(1, 4)];
const commands = { check, deactivate };

describe.each(['check', 'deactivate'] as const)('the order of checks of %s', (kind) => {
  const ask = commands[kind];
  const refused = (code: string, asking: Parameters<typeof check>[0], world: World = {}, events = active) =>
    given(ledgerDecider, ...events)
      .when(ask(asking), context(world))
      .thenRefused({ code: code as 'not_found' });
  const strict = { keySet: { encryptionRequired: true, signatureRequired: true } };
  const late = { clientTime: '2026-03-05T00:00:00.000Z' };

  it('judges 5000 before 5001 [SA-GEN-21]', () => {
    refused('key_set_unknown', { protection: { encryptionKeyId: 'OTHER' } }, strict);
  });
  it('judges 5001 before 5002 [SA-GEN-21]', () => {
    refused('encryption_required', {}, strict);
  });
  it('judges 5002 before 5005 [SA-GEN-21]', () => {
    refused('signature_required', { parameters: null }, { keySet: { signatureRequired: true } });
  });
  it('judges 5005 before 5022 and 5015 [SA-GEN-21, SA-DEA-22, SA-CHK-23]', () => {
    refused('parameter_invalid', { n: 9, parameters: null });
  });
  it('judges 5022 before 5015 [SA-GEN-21, SA-DEA-28]', () => {
    refused('clock_invalid', { n: 9, parameters: late });
  });
  it('judges 5015 before the key set of the product [SA-GEN-23]', () => {
    refused('installation_unknown', { n: 9 }, { keySet: { productIds: [7] } });
  });
  it('judges the key set of the product before 5016 [SA-GEN-23]', () => {
    refused('key_set_unknown', {}, { keySet: { productIds: [7] } }, [...active, deactivated(1, 5, 2)]);
  });
  it('does not know installations of another author [SA-GEN-19, SA-CHK-24, SA-DEA-23]', () => {
    refused('installation_unknown', {}, { keySet: { authorId: 2 } });
  });
  it('does not know installations of licenses that it does not know', () => {
    refused('installation_unknown', {}, {}, []);
  });
  it('passes a clock that is a day off [SA-ACT-75]', () => {
    const { decision } = given(ledgerDecider, ...active).when(
      ask({ parameters: { clientTime: '2026-03-02T12:00:00.000Z' } }),
      context(),
    );
    expect(decision.kind).toBe('accepted');
  });
  it('ignores whether the account is closed [SA-DEA-10]', () => {
    const { decision } = given(ledgerDecider, ...active).when(ask(), context({ account: 'closed' }));
    expect(decision.kind).toBe('accepted');
  });
});

describe('a check', () => {
  it('moves no counter and records version and time [SA-CHK-15, SA-CHK-02]', () => {
    given(ledgerDecider, ...active)
      .when(check({ parameters: { version: '4.2.0.1' } }), context())
      .thenEvents({ type: 'InstallationChecked', data: { version: '4.2.0.1', at: '2026-03-01T12:00:00.000Z' } })
      .thenState((ledger) => {
        expect(ledger).toMatchObject({
          activationsLeft: 4,
          deactivationsLeft: 3,
          lastCheckAt: '2026-03-01T12:00:00.000Z',
        });
      });
  });

  it('passes a date that has passed and a version that is too low [SA-CHK-10, SA-CHK-11]', () => {
    const option = {
      expiry: { rule: 'daysFromCreation', days: 30 },
      activation: { minimumVersion: '9.0.0.0' },
    } as const;
    given(ledgerDecider, opened({ expiresAt: '2020-01-01T00:00:00.000Z' }), activated(1, 4))
      .when(check({ parameters: { version: '1.0.0.0' } }), context({ option }))
      .thenEvents({ type: 'InstallationChecked' });
  });

  it('judges 5016 before 5017, with the date and what is left [SA-CHK-28, SA-CHK-09, SA-CHK-25]', () => {
    given(ledgerDecider, opened({ status: review, licenseUpdate: 'update' }), activated(1, 4), deactivated(1, 5, 2))
      .when(check(), context())
      .thenRefused({
        code: 'installation_deactivated',
        facts: {
          deactivatedAt: '2026-03-01T12:00:00.000Z',
          licenseUpdate: 'update',
          expiresAt: null,
          remainingActivations: 5,
        },
      });
  });

  it.each(inactiveStatuses)('is refused with $code [ST-03, ST-$code-CHK, SA-CHK-26]', ({ code, status }) => {
    given(ledgerDecider, opened({ status, activationsLeft: null }), activated(1, null))
      .when(check(), context())
      .thenRefused({ code: 'license_status_invalid', facts: { status: code, remainingActivations: 2147483647 } });
  });

  it('OK passes [ST-OK-CHK, SA-CHK-05]', () => {
    given(ledgerDecider, ...active)
      .when(check(), context())
      .thenEvents({ type: 'InstallationChecked' });
  });

  it.each([
    ['allow', true],
    ['existingOnly', true],
    ['deactivate', false],
  ] as const)('UPG with Upgrade Behavior %s passes: %s [ST-UPG-CHK, ST-13]', (upgradeBehavior, passes) => {
    const superseded = opened({ status: { status: 'superseded', reason: null } });
    const { decision } = given(ledgerDecider, superseded, activated(1, 4)).when(
      check(),
      context({ option: { upgradeBehavior } }),
    );
    expect(decision.kind).toBe(passes ? 'accepted' : 'refused');
  });

  it('is refused for a banned product without a status [UNI-34, SA-GEN-25]', () => {
    const { decision } = given(ledgerDecider, ...active).when(check(), context({ product: { status: 'banned' } }));
    expect(decision).toMatchObject({ refusal: { code: 'license_status_invalid', facts: { remainingActivations: 4 } } });
    expect(decision).not.toHaveProperty('refusal.facts.status');
  });

  it('of a banned installation tells the time of the ban [SA-GEN-22]', () => {
    given(ledgerDecider, ...active, banned(1, '2026-03-01T10:00:00.000Z'))
      .when(check(), context())
      .thenRefused({ code: 'installation_banned', facts: { deactivatedAt: '2026-03-01T10:00:00.000Z' } });
  });
});

describe('a deactivation', () => {
  it('gives the activation back and takes a deactivation [SA-DEA-03 … SA-DEA-05, SA-DEA-29]', () => {
    given(ledgerDecider, opened({ counter: 7 }), activated(1, 4))
      .when(deactivate(), context())
      .thenEvents({
        type: 'InstallationDeactivated',
        data: { activationsLeft: 5, deactivationsLeft: 2, by: 'software' },
      })
      .thenState((ledger) => {
        expect(ledger).toMatchObject({ activationsLeft: 5, deactivationsLeft: 2, counter: 7, seatsInUse: 0 });
      });
  });

  it('takes none where they are unlimited [SA-DEA-06]', () => {
    given(ledgerDecider, opened({ deactivationsLeft: 0 }), activated(1, 4))
      .when(deactivate(), context({ option: { activation: { deactivations: 'unlimited' } } }))
      .thenEvents({ type: 'InstallationDeactivated', data: { deactivationsLeft: 0 } });
  });

  it('is refused when none is left, and the installation stays [SA-DEA-25]', () => {
    given(ledgerDecider, opened({ deactivationsLeft: 0 }), activated(1, 4))
      .when(deactivate(), context())
      .thenRefused({ code: 'no_deactivations_left' });
  });

  it('is refused where the option forbids it [SA-DEA-26]', () => {
    given(ledgerDecider, ...active)
      .when(deactivate(), context({ option: { activation: { deactivations: 'none' } } }))
      .thenRefused({ code: 'no_deactivations_left' });
  });

  it('is refused the second time with the first date, before the budget is looked at [SA-DEA-11, SA-DEA-28]', () => {
    given(ledgerDecider, opened({ deactivationsLeft: 1 }), activated(1, 4), deactivated(1, 5, 0))
      .when(deactivate(), context({ now: '2026-03-02T00:00:00.000Z' }))
      .thenRefused({ code: 'installation_deactivated', facts: { deactivatedAt: '2026-03-01T12:00:00.000Z' } });
  });

  it.each([{ code: 'OK', status: { status: 'active', reason: null } } as const, ...inactiveStatuses])(
    'passes with status $code [ST-$code-DEA, SA-DEA-08, SA-DEA-09]',
    ({ status }) => {
      given(ledgerDecider, opened({ status, expiresAt: '2020-01-01T00:00:00.000Z' }), activated(1, 4))
        .when(deactivate(), context())
        .thenEvents({ type: 'InstallationDeactivated' });
    },
  );

  it('passes with status UPG, whatever the option says [ST-UPG-DEA]', () => {
    given(ledgerDecider, opened({ status: { status: 'superseded', reason: null } }), activated(1, 4))
      .when(deactivate(), context({ option: { upgradeBehavior: 'deactivate' } }))
      .thenEvents({ type: 'InstallationDeactivated' });
  });

  it('leaves unlimited activations unlimited [SA-GEN-28]', () => {
    given(ledgerDecider, opened({ activationsLeft: null }), activated(1, null))
      .when(deactivate(), context())
      .thenEvents({ type: 'InstallationDeactivated', data: { activationsLeft: null } });
  });
});
