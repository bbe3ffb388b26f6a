import { type Code, type LedgerEvent, TermsChanged } from '@licet/contracts';
import { given } from '@licet/testing';
import {
  activate,
  activated,
  type Asking,
  context,
  deactivated,
  inactiveStatuses,
  opened,
  tokenHash,
  verifier,
  type World,
} from '../testing/examples.ts';
import type { PluginAnswer, PluginQuestion } from './commands.ts';
import { questionIn } from './ladder.ts';
import { ledgerDecider } from './ledger.decide.ts';

/** What makes each rung of the ladder refuse, in the order of SA-GEN-20. What is wrong further down must not show. */
interface Rung {
  number: string;
  code: Code;
  asking?: Asking;
  world?: World;
  opening?: Parameters<typeof opened>[0];
}
const data = (malformed: boolean) => ({ xml: '<a/>', identifiers: ['cpu'], malformed });
const home = '192.0.2.7';
const ladder: Rung[] = [
  { number: '5000', code: 'key_set_unknown', asking: { protection: { encryptionKeyId: null } } },
  { number: '5001', code: 'encryption_required', world: { keySet: { encryptionRequired: true } } },
  { number: '5002', code: 'signature_required', world: { keySet: { signatureRequired: true } } },
  { number: '5005', code: 'parameter_missing', asking: { parameters: { licenseId: null } } },
  { number: '5033', code: 'account_closed', world: { account: 'closed' } },
  {
    number: '5021',
    code: 'address_not_allowed',
    asking: { from: home },
    world: { rules: { deniedAddresses: [home] } },
  },
  { number: '5006', code: 'address_locked', asking: { addressLocked: true } },
  { number: '5008', code: 'credential_invalid', asking: { parameters: { serialNumber: 'other' } } },
  { number: '5000 product', code: 'key_set_unknown', world: { keySet: { productIds: [7] } } },
  { number: '5008 data', code: 'credential_invalid', asking: { parameters: { activationData: data(true) } } },
  { number: '5010', code: 'product_mismatch', asking: { parameters: { productIds: [7, 8] } } },
  { number: '5011', code: 'option_mismatch', asking: { parameters: { optionId: 7 } } },
  { number: '5017', code: 'license_status_invalid', opening: { status: { status: 'review', reason: null } } },
  {
    number: '5012',
    code: 'version_too_low',
    asking: { parameters: { version: '1.9.0.0' } },
    world: { option: { activation: { minimumVersion: '1.10.0.0' } } },
  },
  {
    number: '5012 support',
    code: 'support_expired',
    asking: { parameters: { version: '1.9.0.0' } },
    world: { option: { support: { rule: 'maxVersion', maxVersion: '1.8.0.0' } } },
  },
  {
    number: '5009',
    code: 'customer_unregistered',
    asking: { parameters: { requireRegistration: true }, customer: { customerId: 3001, registered: false } },
  },
  {
    number: '5019',
    code: 'license_expired',
    opening: { expiresAt: '2026-03-01T12:00:00.000Z' },
    world: { option: { expiry: { rule: 'daysFromCreation', days: 30 } } },
  },
  { number: '5014', code: 'option_type_invalid', world: { option: { type: 'volume' } } },
  {
    number: '5007',
    code: 'fingerprint_invalid',
    asking: { parameters: { userCode2: 0 } },
    world: { option: { triggerCodes: { number: 3, seed: 's' } } },
  },
  {
    number: '5029',
    code: 'trigger_code_unavailable',
    world: { option: { type: 'activationCodeDays', triggerCodes: { number: 3, seed: 's', regKey2Seed: 's' } } },
  },
  { number: '5022', code: 'clock_invalid', asking: { parameters: { clientTime: '2026-03-02T12:00:00.001Z' } } },
  {
    number: '5013 freeze',
    code: 'license_frozen',
    opening: { freezeEnd: { until: '2026-03-01T12:00:00.001Z', setAt: '2026-02-28T12:00:00.000Z' } },
    world: { option: { freeze: { enabled: true, days: 5 } } },
  },
  { number: '5013', code: 'no_activations_left', opening: { activationsLeft: 0 } },
];

/** Everything wrong that can be wrong beside each other; the first of two rungs wins over the second. */
function both(first: Rung, second: Rung): Required<Pick<Rung, 'asking' | 'world' | 'opening'>> {
  const parameters = { ...second.asking?.parameters, ...first.asking?.parameters };
  const option = {
    ...second.world?.option,
    ...first.world?.option,
    activation: { ...second.world?.option?.activation, ...first.world?.option?.activation },
  };
  const keySet = { ...second.world?.keySet, ...first.world?.keySet };
  return {
    asking: { ...second.asking, ...first.asking, parameters },
    world: { ...second.world, ...first.world, option, keySet },
    opening: { ...second.opening, ...first.opening },
  };
}

describe('the order of checks of an activation', () => {
  it.each(ladder)('refuses with $number alone [SA-GEN-20]', ({ code, asking, world, opening }) => {
    given(ledgerDecider, opened(opening)).when(activate(asking), context(world)).thenRefused({ code });
  });

  it.each(ladder.slice(1).map((second, i) => ({ first: ladder[i] ?? second, second })))(
    'judges $first.number before $second.number [SA-GEN-20]',
    ({ first, second }) => {
      const { asking, world, opening } = both(first, second);
      given(ledgerDecider, opened(opening)).when(activate(asking), context(world)).thenRefused({ code: first.code });
    },
  );

  it.each(ladder)('moves nothing when it refuses with $number [SA-ACT-41]', ({ asking, world, opening }) => {
    const { decision } = given(ledgerDecider, opened(opening)).when(activate(asking), context(world));
    expect(decision.kind).toBe('refused');
  });

  it('refuses a malformed parameter before anything about the account [SA-ACT-57]', () => {
    given(ledgerDecider, opened())
      .when(activate({ parameters: null }), context({ account: 'closed' }))
      .thenRefused({ code: 'parameter_invalid' });
  });
});

describe('a plugin', () => {
  const plugin = { url: 'https://example.com', timeoutMs: 5000, secret: 's1|licenses/option-2001|AAAA' };
  const world: World = { option: { activation: { plugin, sameMachineFree: true } } };
  const decide = (asking: Asking = {}, ...events: LedgerEvent[]) =>
    given(ledgerDecider, opened(), ...events).when(activate(asking), context(world)).decision;
  const question = (...events: LedgerEvent[]): PluginQuestion => {
    const decision = decide({}, ...events);
    const asked = decision.kind === 'refused' ? questionIn(decision.refusal) : undefined;
    if (!asked) throw new Error('Nobody wants to ask the plugin');
    return asked;
  };
  const answered = (answer: PluginAnswer, about = question()) => ({ plugin: { question: about, answer } });

  it('is asked when every other rule lets the activation pass, and then decides; that it failed is a code of its own, a reading [API-OPT-12, SA-ACT-77, SA-ACT-78]', () => {
    expect(question()).toMatchObject({ optionId: 2001, plugin, license: { licenseId: 4001, productId: 1001 } });
    expect(decide(answered({ kind: 'allowed' })).kind).toBe('accepted');
    expect(decide(answered({ kind: 'refused', code: 17, message: 'no' }))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'plugin_refused', facts: { extendedCode: 17, extendedMessage: 'no' } },
    });
    expect(decide(answered({ kind: 'failed' }))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'plugin_failed' },
    });
  });

  it('is asked again when what it was told of the license has changed since [API-OPT-12]', () => {
    const changed: LedgerEvent = {
      type: 'TermsChanged',
      data: { ...TermsChanged.sample, changes: { quantity: 7 } },
    };
    const decision = decide(answered({ kind: 'allowed' }), changed);
    expect(decision.kind === 'refused' && questionIn(decision.refusal)?.license.quantity).toBe(7);
  });

  it('gives no seat that was taken while it answered [API-OPT-12, SA-ACT-40]', () => {
    const about = question();
    given(ledgerDecider, opened({ activationsLeft: 1 }), activated(2, 0))
      .when(activate(answered({ kind: 'allowed' }, about)), context(world))
      .thenRefused({ code: 'no_activations_left' });
  });

  it('is not asked about a machine that has its activation already [SA-ACT-27]', () => {
    const sent = { xml: '<m/>', identifiers: ['cpu'], malformed: false };
    const decision = decide(
      { parameters: { activationData: sent }, machine: ['cpu'] },
      activated(2, 4, { machine: ['cpu'] }),
    );
    expect(decision).toMatchObject({ kind: 'accepted', events: [{ type: 'InstallationReactivated' }] });
  });
});

describe('the address of a caller', () => {
  const lists = (allowedAddresses: string[], deniedAddresses: string[] = []) => ({ allowedAddresses, deniedAddresses });
  const office = lists(['192.0.2.0/24', '2001:db8::/32'], ['192.0.2.7', '2001:db8:bad::/48']);
  const outcomes: [string | null, boolean][] = [
    ['192.0.2.8', true],
    ['::ffff:192.0.2.8', true],
    ['2001:db8::9', true],
    ['192.0.2.7', false],
    ['::ffff:192.0.2.7', false],
    ['2001:db8:bad::1', false],
    ['198.51.100.1', false],
    ['2001:db9::1', false],
    [null, false],
  ];
  const asked = (from: string | null, world: World, asking: Asking = {}) =>
    given(ledgerDecider, opened()).when(activate({ from, ...asking }), context(world)).decision;
  const refused = { kind: 'refused', refusal: { code: 'address_not_allowed' } };

  it.each(outcomes)(
    '%s is permitted by lists of account and option alike: %s [SA-ACT-74, AMB-14]',
    (from, permitted) => {
      for (const world of [{ rules: office }, { option: { activation: office } }])
        if (permitted) expect(asked(from, world).kind).toBe('accepted');
        else expect(asked(from, world)).toMatchObject(refused);
    },
  );

  it('must be permitted by both, and by neither where neither says anything [AMB-14]', () => {
    const world = { rules: lists(['192.0.2.0/24']), option: { activation: lists(['198.51.100.0/24']) } };
    for (const from of ['192.0.2.8', '198.51.100.1']) expect(asked(from, world)).toMatchObject(refused);
    expect(asked(null, {}).kind).toBe('accepted');
  });

  it('is judged by the option of the license before any password of it [AMB-14, SA-GEN-20]', () => {
    const world = { option: { activation: lists([], ['192.0.2.7']) } };
    const wrong = { password: { verifier, own: false, customer: { customerId: 3001, matches: false } } };
    expect(asked('192.0.2.7', world, wrong)).toMatchObject(refused);
    expect(asked('192.0.2.8', world, wrong)).toMatchObject({ refusal: { code: 'credential_invalid' } });
  });

  it('tells nothing about the license of another author [SA-GEN-19]', () => {
    const world = { option: { activation: lists([], ['192.0.2.7']) } };
    given(ledgerDecider, opened({ authorId: 2 }))
      .when(activate({ from: '192.0.2.7' }), context(world))
      .thenRefused({ code: 'credential_invalid' });
  });
});

describe('credentials', () => {
  const refused = (asking: Asking, ...events: LedgerEvent[]) =>
    given(ledgerDecider, ...events)
      .when(activate(asking), context())
      .thenRefused({ code: 'credential_invalid' });

  it('answers alike for an unknown license, a wrong password and a wrong serial number [SA-ACT-61]', () => {
    const answers = [
      refused({ record: null, password: null } as Asking),
      refused(
        { password: { verifier: 'hmac|password', own: false, customer: { customerId: 3001, matches: false } } },
        opened(),
      ),
      refused({ parameters: { serialNumber: 'wrong' } }, opened()),
    ];
    expect(new Set(answers.map(({ decision }) => JSON.stringify(decision))).size).toBe(1);
  });

  it('lets the customer password in [PWD-07, SA-ACT-04]', () => {
    const customer = { customerId: 3001, matches: true };
    given(ledgerDecider, opened())
      .when(activate({ password: { verifier: 'hmac|password', own: false, customer } }), context())
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('takes no password of a customer where the license has none [UNI-78]', () => {
    const password = { verifier: 'hmac|password', own: false, customer: null };
    refused({ password }, opened({ customerId: null }));
  });

  it('takes a serial number with its product without password, letter case ignored [SA-ACT-05]', () => {
    const bySerial = { licenseId: null, password: null, serialNumber: 'k7mq-2ztr-9whx-4dca', productIds: [7, 1001] };
    given(ledgerDecider, opened())
      .when(activate({ parameters: bySerial, password: null }), context())
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('asks for preparation anew when the proof is about an older password', () => {
    given(ledgerDecider, opened())
      .when(activate({ password: { verifier: 'hmac|old', own: true, customer: null } }), context())
      .thenRefused({ code: 'unavailable', facts: { prepareAgain: true } });
  });

  it('needs no key set in the older service, whatever key sets ask for; the account is that of the license [LG-04, LG-05]', () => {
    const older = { protection: null };
    const strict = { encryptionRequired: true, signatureRequired: true, productIds: [7] };
    const ledger = given(ledgerDecider, opened());
    ledger.when(activate(older), context({ keySet: strict })).thenEvents({ type: 'InstallationActivated' });
    ledger.when(activate(older), context({ account: 'closed' })).thenRefused({ code: 'account_closed' });
    given(ledgerDecider).when(activate(older), context()).thenRefused({ code: 'credential_invalid' });
  });

  it('treats a license of another author as not existing [SA-GEN-19]', () => {
    given(ledgerDecider, opened())
      .when(activate(), context({ keySet: { authorId: 2 } }))
      .thenRefused({ code: 'credential_invalid' });
  });

  it('refuses a license id and a serial number that name different licenses [SA-ACT-09]', () => {
    refused({ parameters: { licenseId: 4002, serialNumber: 'K7MQ-2ZTR-9WHX-4DCA', productIds: [1001] } }, opened());
  });

  it.each(['account', 'product', 'option'] as const)(
    'decides nothing before it has heard of the %s [SYS-07]',
    (fact) => {
      given(ledgerDecider, opened())
        .when(activate(), context({ unheard: [fact] }))
        .thenRefused({ code: 'unavailable' });
    },
  );
});

describe('an activation', () => {
  it('takes one activation and nothing else [SA-ACT-25, SA-ACT-26]', () => {
    given(ledgerDecider, opened({ activationsLeft: 5, counter: 7 }))
      .when(activate({ parameters: { version: '4.2.0.0' } }), context())
      .thenEvents({ type: 'InstallationActivated', data: { activationsLeft: 4, version: '4.2.0.0' } })
      .thenState((ledger) => {
        expect(ledger).toMatchObject({ activationsLeft: 4, deactivationsLeft: 3, counter: 7, seatsInUse: 1 });
      });
  });

  it('refuses the sixth of a license for five [SA-ACT-68]', () => {
    given(ledgerDecider, opened(), ...[4, 3, 2, 1, 0].map((left, n) => activated(n, left)))
      .when(activate({ n: 6 }), context())
      .thenRefused({
        code: 'no_activations_left',
        facts: { product: 'Example Editor Single user', licenseId: 4001, quantity: 1, isTest: false },
      });
  });

  it('does not lower unlimited activations [SA-GEN-28]', () => {
    given(ledgerDecider, opened({ activationsLeft: null }))
      .when(activate(), context())
      .thenEvents({ type: 'InstallationActivated', data: { activationsLeft: null } });
  });

  it('issues no InstallationID where the option does not, and counts all the same [SA-ACT-36]', () => {
    given(ledgerDecider, opened())
      .when(activate(), context({ option: { activation: { issueInstallationId: false } } }))
      .thenEvents({ type: 'InstallationActivated', data: { token: null, activationsLeft: 4 } });
  });

  it('passes an expiration date that the option does not count [SA-ACT-73]', () => {
    given(ledgerDecider, opened({ expiresAt: '2020-01-01T00:00:00.000Z' }))
      .when(activate(), context())
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('passes an instant before the date [SA-GEN-26]', () => {
    const world = {
      now: '2026-03-01T11:59:59.999Z',
      option: { expiry: { rule: 'daysFromCreation', days: 1 } },
    } as const;
    given(ledgerDecider, opened({ expiresAt: '2026-03-01T12:00:00.000Z' }))
      .when(activate(), context(world))
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('counts days from the first activation: refused from the very instant at which they are over, not before [API-OPT-04, UNI-68]', () => {
    const option = { expiry: { rule: 'daysFromFirstActivation', days: 99 } } as const;
    const term = opened({ expiryDays: 30 });
    const first = given(ledgerDecider, term).when(activate(), context({ now: '2030-03-01T12:00:00.000Z', option }));
    if (first.decision.kind !== 'accepted') throw new Error('refused');
    const counting = given(ledgerDecider, term, ...first.decision.events);
    counting
      .when(activate(), context({ now: '2030-03-31T11:59:59.999Z', option }))
      .thenEvents({ type: 'InstallationActivated' });
    const over = '2030-03-31T12:00:00.000Z';
    counting.when(activate(), context({ now: over, option })).thenRefused({ code: 'license_expired' });
    counting
      .when(activate(), context({ now: over, option: { expiry: { rule: 'never', days: 0 } } }))
      .thenEvents({ type: 'InstallationActivated' });
  });

  it.each([
    ['equal', '1.10.0.0'],
    ['equal with leading zeroes', '00001.00010.0.0'],
    ['higher', '2.0.0.0'],
    ['not sent', null],
  ])('passes a version that is %s [SA-ACT-66, SA-ACT-67]', (_, version) => {
    given(ledgerDecider, opened())
      .when(activate({ parameters: { version } }), context({ option: { activation: { minimumVersion: '1.10.0.0' } } }))
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('tells the lowest version and where it is [SA-ACT-65]', () => {
    const activation = { minimumVersion: '2.0.0.0', minimumVersionUrl: 'https://example.com' };
    given(ledgerDecider, opened())
      .when(activate({ parameters: { version: '1.0.0.0' } }), context({ option: { activation } }))
      .thenRefused({ code: 'version_too_low', facts: activation });
  });

  it('passes a registered customer where registration is required [SA-ACT-18]', () => {
    given(ledgerDecider, opened())
      .when(
        activate({ customer: { customerId: 3001, registered: true } }),
        context({ option: { activation: { requireRegistration: true } } }),
      )
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('refuses a license of a banned product without a status [SA-GEN-25]', () => {
    const { decision } = given(ledgerDecider, opened()).when(activate(), context({ product: { status: 'banned' } }));
    expect(decision).toMatchObject({ kind: 'refused', refusal: { code: 'license_status_invalid' } });
    expect(decision.kind === 'refused' && decision.refusal.facts).toBeUndefined();
  });

  it('refuses a license whose invoice is blocked, and grants again when it is freed, whatever the status [API-INV-03, SA-GEN-25]', () => {
    const stopped = (invoiceBlocked: boolean): LedgerEvent => ({
      type: 'TermsChanged',
      data: { ...TermsChanged.sample, changes: { invoiceBlocked } },
    });
    const { decision } = given(ledgerDecider, opened(), stopped(true)).when(activate(), context());
    expect(decision).toMatchObject({ kind: 'refused', refusal: { code: 'invoice_blocked' } });
    expect(decision.kind === 'refused' && decision.refusal.facts).toBeUndefined();
    given(ledgerDecider, opened(), stopped(true), stopped(false))
      .when(activate(), context())
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('is never dated before what has happened [design 3]', () => {
    given(ledgerDecider, opened(), activated(1, 4, { at: '2026-03-01T13:00:00.000Z' }))
      .when(activate({ n: 2 }), context())
      .thenEvents({ type: 'InstallationActivated', data: { at: '2026-03-01T13:00:00.000Z' } });
  });
});

describe('the status of a license', () => {
  it.each(inactiveStatuses)('$code refuses activations [ST-04, SA-ACT-71]', ({ code, status }) => {
    given(ledgerDecider, opened({ status }))
      .when(activate(), context())
      .thenRefused({ code: 'license_status_invalid', facts: { status: code } });
  });

  it('OK passes [ST-04]', () => {
    given(ledgerDecider, opened()).when(activate(), context()).thenEvents({ type: 'InstallationActivated' });
  });

  it.each([
    ['allow', true],
    ['existingOnly', false],
    ['deactivate', false],
  ] as const)('UPG with Upgrade Behavior %s passes: %s [ST-13]', (upgradeBehavior, passes) => {
    const { decision } = given(ledgerDecider, opened({ status: { status: 'superseded', reason: null } })).when(
      activate(),
      context({ option: { upgradeBehavior } }),
    );
    expect(decision.kind).toBe(passes ? 'accepted' : 'refused');
  });
});

describe('the same machine', () => {
  const machine = ['cpu', 'disk', 'board', 'mac'];
  const held = activated(1, 0, { machine });
  const asking = (same: readonly string[], more: Asking = {}): Asking => ({
    n: 2,
    machine: same,
    ...more,
    parameters: { activationData: data(false), ...more.parameters },
  });
  const world = (fingerprintMatch: 'any' | 'two' | 'most' | 'all' = 'most', sameMachineFree = true): World => ({
    option: { activation: { sameMachineFree, fingerprintMatch } },
  });

  it('gets the same installation and takes nothing, also when nothing is left [SA-ACT-27]', () => {
    given(ledgerDecider, opened({ activationsLeft: 1 }), held)
      .when(activate(asking(machine)), context(world()))
      .thenEvents({ type: 'InstallationReactivated', data: { installationId: '019a6f70-0000-7000-8000-000000000001' } })
      .thenState((ledger) => {
        expect(ledger).toMatchObject({ activationsLeft: 0, seatsInUse: 1 });
      });
  });

  it('takes another activation where the option does not recognize machines [SA-ACT-85]', () => {
    given(ledgerDecider, opened({ activationsLeft: 2 }), activated(1, 1, { machine }))
      .when(activate(asking(machine)), context(world('most', false)))
      .thenEvents({ type: 'InstallationActivated', data: { activationsLeft: 0 } });
  });

  it.each([
    ['any', 1, true],
    ['two', 1, false],
    ['two', 2, true],
    ['most', 2, false],
    ['most', 3, true],
    ['all', 3, false],
    ['all', 4, true],
  ] as const)('by %s with %i of 4 identifiers: %s [SA-ACT-82]', (match, agreeing, same) => {
    given(ledgerDecider, opened({ activationsLeft: 9 }), activated(1, 8, { machine }))
      .when(activate(asking([...machine.slice(0, agreeing), 'other'])), context(world(match)))
      .thenEvents({ type: same ? 'InstallationReactivated' : 'InstallationActivated' });
  });

  it('takes an activation again after it was given back [SA-ACT-83]', () => {
    given(ledgerDecider, opened({ activationsLeft: 1 }), held, deactivated(1, 1, 2))
      .when(activate(asking(machine)), context(world()))
      .thenEvents({ type: 'InstallationActivated', data: { activationsLeft: 0 } });
  });

  it('is not told by UserCode2 where the option issues no trigger codes [SA-ACT-82]', () => {
    given(ledgerDecider, opened({ activationsLeft: 2 }), activated(1, 1, { machine: ['code2'] }))
      .when(activate({ n: 2, machine: ['code2'] }), context(world()))
      .thenEvents({ type: 'InstallationActivated' });
  });

  it('replaces version and machine data where sent [SA-ACT-84]', () => {
    given(ledgerDecider, opened({ activationsLeft: 1 }), held)
      .when(activate(asking([...machine, 'new'], { parameters: { version: '5.0.0.0' } })), context(world()))
      .thenEvents({ type: 'InstallationReactivated', data: { version: '5.0.0.0', machine: [...machine, 'new'] } });
  });

  it('neither ends nor frees the installation that is named along [SA-ACT-86, SA-ACT-22]', () => {
    given(ledgerDecider, opened(), activated(1, 4))
      .when(activate({ n: 2, parameters: { relatedInstallationId: tokenHash(1) } }), context())
      .thenEvents({ type: 'InstallationActivated', data: { activationsLeft: 3 } })
      .thenState((ledger) => {
        expect(ledger).toMatchObject({ seatsInUse: 2 });
      });
  });
});
