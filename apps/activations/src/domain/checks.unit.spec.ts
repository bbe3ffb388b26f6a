import { type CheckFacts, checkOrder, type CheckRule, type Code, type LedgerEvent } from '@licet/contracts';
import { given } from '@licet/testing';
import {
  activate,
  activated,
  type Asking,
  banned,
  check,
  context,
  deactivate,
  deactivated,
  opened,
  transition,
  type World,
} from '../testing/examples.ts';
import { ledgerDecider } from './ledger.decide.ts';

interface Situation {
  asking?: Asking;
  world?: World;
  opening?: Parameters<typeof opened>[0];
  events?: LedgerEvent[];
  facts?: CheckFacts;
}

/** One situation that each rule refuses, and one beside it that it lets pass; what else holds of both, `both` says. */
interface Row {
  rule: CheckRule;
  code: Code;
  refuses: Situation;
  passes: Situation;
  both?: Situation;
}

const home = '192.0.2.7';
const xml = (malformed: boolean) => ({ xml: '<a/>', identifiers: ['cpu'], malformed });
const plugin = { url: 'https://example.com', timeoutMs: 5000, secret: 's1|licenses/option-2001|AAAA' };
const license = { licenseId: 4001, uuid: '019a6f6e-3c00-7000-8000-000000000fa1', productId: 1001, customerId: 3001 };
const question = { optionId: 2001, plugin, license: { ...license, quantity: 1, isTest: false, expiresAt: null } };
const ends = '2026-03-01T12:00:00.000Z';
const anHourOn = '2026-03-01T13:00:00.000Z';
const rows: Row[] = [
  { rule: 'input', code: 'parameter_missing', refuses: { asking: { parameters: { licenseId: null } } }, passes: {} },
  { rule: 'account', code: 'account_closed', refuses: { world: { account: 'closed' } }, passes: {} },
  {
    rule: 'addressRule',
    code: 'address_not_allowed',
    refuses: { asking: { from: home } },
    passes: { asking: { from: '192.0.2.8' } },
    both: { world: { rules: { deniedAddresses: [home] } } },
  },
  { rule: 'addressLock', code: 'address_locked', refuses: { asking: { addressLocked: true } }, passes: {} },
  {
    rule: 'credential',
    code: 'credential_invalid',
    refuses: { asking: { parameters: { activationData: xml(true) } } },
    passes: { asking: { parameters: { activationData: xml(false) } } },
  },
  {
    rule: 'product',
    code: 'product_mismatch',
    refuses: { asking: { parameters: { productIds: [7] } } },
    passes: { asking: { parameters: { productIds: [7, 1001] } } },
  },
  {
    rule: 'option',
    code: 'option_mismatch',
    refuses: { asking: { parameters: { optionId: 7 } } },
    passes: { asking: { parameters: { optionId: 2001 } } },
  },
  {
    rule: 'productBan',
    code: 'license_status_invalid',
    refuses: { world: { product: { status: 'banned' } }, opening: { status: { status: 'review', reason: null } } },
    passes: { world: { product: { status: 'archived' } } },
  },
  {
    rule: 'invoiceBlock',
    code: 'invoice_blocked',
    refuses: { opening: { invoiceBlocked: true, status: { status: 'review', reason: null } } },
    passes: { opening: { invoiceBlocked: false } },
  },
  {
    rule: 'licenseStatus',
    code: 'license_status_invalid',
    refuses: { opening: { status: { status: 'review', reason: null } }, facts: { status: 'review' } },
    passes: { facts: { status: 'active' } },
  },
  {
    rule: 'version',
    code: 'version_too_low',
    refuses: {
      asking: { parameters: { version: '1.9.0.0' } },
      facts: { version: '1.9.0.0', minimumVersion: '1.10.0.0' },
    },
    passes: {
      asking: { parameters: { version: '1.10.0.0' } },
      facts: { version: '1.10.0.0', minimumVersion: '1.10.0.0' },
    },
    both: { world: { option: { activation: { minimumVersion: '1.10.0.0' } } } },
  },
  {
    rule: 'support',
    code: 'support_expired',
    refuses: { asking: { parameters: { version: '4.10.0.0' } }, facts: { version: '4.10.0.0', maxVersion: '4.9.9.9' } },
    passes: { asking: { parameters: { version: '4.9.9.9' } }, facts: { version: '4.9.9.9', maxVersion: '4.9.9.9' } },
    both: { world: { option: { support: { rule: 'maxVersion', maxVersion: '4.9.9.9' } } } },
  },
  {
    rule: 'registration',
    code: 'customer_unregistered',
    refuses: { asking: { customer: { customerId: 3001, registered: false } } },
    passes: { asking: { customer: { customerId: 3001, registered: true } } },
    both: { world: { option: { activation: { requireRegistration: true } } } },
  },
  {
    rule: 'expiry',
    code: 'license_expired',
    refuses: { facts: { expiresAt: ends } },
    passes: { world: { now: '2026-03-01T11:59:59.999Z' }, facts: { expiresAt: ends } },
    both: { opening: { expiresAt: ends }, world: { option: { expiry: { rule: 'daysFromCreation', days: 30 } } } },
  },
  { rule: 'optionType', code: 'option_type_invalid', refuses: { world: { option: { type: 'volume' } } }, passes: {} },
  {
    rule: 'fingerprint',
    code: 'fingerprint_invalid',
    refuses: {
      asking: { parameters: { userCode2: 0 } },
      world: { option: { triggerCodes: { number: 3, seed: 's' } } },
    },
    passes: { asking: { parameters: { userCode2: 0 } } },
  },
  {
    rule: 'triggerCodes',
    code: 'trigger_code_unavailable',
    refuses: {
      world: { option: { type: 'activationCodeDays', triggerCodes: { number: 3, seed: 's', regKey2Seed: null } } },
      facts: { number: 3 },
    },
    passes: { facts: { number: 0 } },
  },
  {
    rule: 'machineBan',
    code: 'installation_banned',
    refuses: { asking: { machine: ['cpu'] } },
    passes: { asking: { machine: ['other'] } },
    both: {
      asking: { n: 2, parameters: { activationData: xml(false) } },
      events: [activated(1, 4, { machine: ['cpu'] }), banned(1), activated(3, 0)],
    },
  },
  {
    rule: 'clock',
    code: 'clock_invalid',
    refuses: {
      asking: { parameters: { clientTime: '2026-03-02T12:00:00.001Z' } },
      facts: { clientTime: '2026-03-02T12:00:00.001Z', serverTime: ends, toleranceHours: 24 },
    },
    passes: {
      asking: { parameters: { clientTime: '2026-03-02T12:00:00.000Z' } },
      facts: { clientTime: '2026-03-02T12:00:00.000Z', serverTime: ends, toleranceHours: 24 },
    },
  },
  {
    rule: 'freeze',
    code: 'license_frozen',
    refuses: { facts: { until: anHourOn } },
    passes: { world: { now: anHourOn }, facts: { until: anHourOn } },
    both: {
      opening: { freezeEnd: { until: anHourOn, setAt: '2026-02-28T12:00:00.000Z' } },
      world: { option: { freeze: { enabled: true, days: 5 } } },
    },
  },
  {
    rule: 'reactivation',
    code: 'license_frozen',
    refuses: { facts: { limit: 2, count: 3, until: anHourOn } },
    passes: { world: { now: anHourOn }, facts: { limit: 2, count: 0, until: null } },
    both: {
      world: { option: { reactivation: { enabled: true, coolingDays: 1 } } },
      events: [
        activated(1, 4),
        deactivated(1, 5, 3),
        activated(2, 0, { at: '2026-02-28T13:00:00.000Z', reactivation: { count: 3, locksOut: true } }),
      ],
    },
  },
  {
    rule: 'seats',
    code: 'no_activations_left',
    refuses: { opening: { activationsLeft: 0 }, facts: { limit: 0, used: 0, rotation: false } },
    passes: {
      opening: { activationsLeft: 1 },
      facts: { limit: 1, used: 0, rotation: false },
      ...{
        asking: { plugin: { question, answer: { kind: 'failed' } } },
        world: { option: { activation: { plugin } } },
      },
    },
  },
  {
    rule: 'plugin',
    code: 'plugin_refused',
    refuses: { asking: { plugin: { question, answer: { kind: 'refused', code: 7, message: 'no' } } } },
    passes: { asking: { plugin: { question, answer: { kind: 'allowed' } } } },
    both: { world: { option: { activation: { plugin } } } },
  },
];

/** What both say of a part, the first winning. */
function joined({ asking, world, opening, events }: Situation, other: Situation = {}) {
  const parameters = { ...other.asking?.parameters, ...asking?.parameters };
  return {
    asking: { ...other.asking, ...asking, parameters },
    world: { ...other.world, ...world, option: { ...other.world?.option, ...world?.option } },
    opening: { ...other.opening, ...opening },
    events: events ?? other.events ?? [],
  };
}

function decide({ asking, world, opening, events }: ReturnType<typeof joined>) {
  return given(ledgerDecider, opened(opening), ...events).when(activate(asking), context(world)).decision;
}
const checksOf = (decision: ReturnType<typeof decide>) =>
  decision.kind === 'refused' ? (decision.refusal.checks ?? []) : [];
const told = (facts?: CheckFacts) => (facts ? { facts } : {});
const names = (decision: ReturnType<typeof decide>) => checksOf(decision).map(({ rule }) => rule);

describe('the checks of a refused activation', () => {
  it.each(rows)('end with $rule where that refuses [API-DRY-05, API-DRY-04]', ({ rule, code, refuses, both }) => {
    const last = checksOf(decide(joined(refuses, both))).at(-1);
    expect(last).toEqual({ rule, passed: false, code, ...told(refuses.facts) });
  });

  it.each(rows)('tell that $rule passed where a later rule refuses [API-DRY-05]', ({ rule, passes, both }) => {
    const situation = joined(passes, both);
    const decision = decide(rule === 'plugin' ? situation : joined({ opening: { activationsLeft: 0 } }, situation));
    if (rule === 'plugin') expect(decision.kind).toBe('accepted');
    else if (rule === 'seats')
      expect(checksOf(decide(situation))).toContainEqual({ rule, passed: true, ...told(passes.facts) });
    else expect(checksOf(decision)).toContainEqual({ rule, passed: true, ...told(passes.facts) });
  });

  it('tell every rule of the ladder once, in its order, up to the one that refuses [API-DRY-04, API-DRY-05, SA-GEN-20]', () => {
    const built: readonly CheckRule[] = checkOrder;
    for (const { rule, refuses, both } of rows)
      expect(names(decide(joined(refuses, both)))).toEqual(built.slice(0, built.indexOf(rule) + 1));
    const tried = new Set<CheckRule>(rows.map(({ rule }) => rule));
    expect(built.filter((rule) => !tried.has(rule))).toEqual(['knownMachine']);
  });

  it('go on past a machine that is not known, and a known one ends the ladder [API-DRY-06, API-DRY-05]', () => {
    const asking = { n: 2, machine: ['cpu'], parameters: { activationData: xml(false) } };
    const same = {
      asking,
      world: { option: { activation: { sameMachineFree: true } } },
      opening: { activationsLeft: 1 },
    };
    const held = [activated(1, 0, { machine: ['cpu'] })];
    expect(decide(joined({ ...same, events: held })).kind).toBe('accepted');
    const other = [activated(1, 0, { machine: ['other'] })];
    expect(checksOf(decide(joined({ ...same, events: other })))).toContainEqual({
      rule: 'knownMachine',
      passed: false,
    });
  });

  it('tell nothing from product on before the credential passed, and no fact of it [API-DRY-07]', () => {
    const password = { verifier: 'hmac|password', own: false, customer: { customerId: 3001, matches: false } };
    const decision = decide(joined({ asking: { password }, opening: { activationsLeft: 0 } }));
    expect(checksOf(decision)).toEqual([
      ...['input', 'account', 'addressRule', 'addressLock'].map((rule) => ({ rule, passed: true })),
      { rule: 'credential', passed: false, code: 'credential_invalid' },
    ]);
  });

  it('show nothing that was sent as a secret, and no name [API-DRY-07, API-ERR-05]', () => {
    for (const { refuses, both } of rows) {
      const text = JSON.stringify(checksOf(decide(joined(refuses, both))));
      for (const secret of ['secret', 'hmac', 'cpu', 'Example', '192.0.2', 's1|']) expect(text).not.toContain(secret);
    }
  });
});

describe('the checks of a refused call of an installation', () => {
  const active = [opened(), activated(1, 4)];
  const asked = (command: Parameters<typeof ledgerDecider.decide>[0], world: World, ...events: LedgerEvent[]) =>
    given(ledgerDecider, ...events).when(command, context(world)).decision;
  const status = { status: 'revoked', reason: 'fraud' } as const;

  it('stand in the order of the ladder for checks [API-DRY-11]', () => {
    const ladder = ['input', 'clock', 'installation', 'machineBan', 'productBan', 'invoiceBlock', 'licenseStatus'];
    const refusedBy: [string, ReturnType<typeof asked>][] = [
      ['input', asked(check({ parameters: null }), {}, ...active)],
      ['clock', asked(check({ parameters: { clientTime: '2026-03-05T00:00:00.000Z' } }), {}, ...active)],
      ['installation', asked(check({ n: 9 }), {}, ...active)],
      ['installation', asked(check(), {}, ...active, deactivated(1, 5, 2))],
      ['machineBan', asked(check(), {}, ...active, banned(1))],
      ['productBan', asked(check(), { product: { status: 'banned' } }, ...active)],
      ['invoiceBlock', asked(check(), {}, opened({ invoiceBlocked: true }), activated(1, 4))],
      ['licenseStatus', asked(check(), {}, opened({ status }), activated(1, 4))],
    ];
    for (const [rule, decision] of refusedBy) {
      expect(names(decision)).toEqual(ladder.slice(0, ladder.indexOf(rule) + 1));
      expect(checksOf(decision).map(({ passed }) => passed)).toEqual([
        ...ladder.slice(0, ladder.indexOf(rule)).map(() => true),
        false,
      ]);
    }
  });

  it('tell since when it is over, the status, and how many deactivations there are', () => {
    const over = checksOf(asked(check(), {}, ...active, deactivated(1, 5, 2))).at(-1);
    expect(over).toMatchObject({ facts: { endedAt: '2026-03-01T12:00:00.000Z' }, code: 'installation_deactivated' });
    const revoked = checksOf(asked(check(), {}, opened({ status }), activated(1, 4))).at(-1);
    expect(revoked).toMatchObject({ facts: { status: 'revoked' } });
    const none = { option: { activation: { deactivations: 'limited' } } } as const;
    const used = asked(deactivate(), none, opened({ deactivationsLeft: 0 }), activated(1, 4));
    expect(checksOf(used).at(-1)).toEqual({
      rule: 'deactivations',
      passed: false,
      code: 'no_deactivations_left',
      facts: { left: 0 },
    });
  });

  it('are told to staff who change an installation, with the seats there are [API-ERR-04]', () => {
    const gone = [opened({ activationsLeft: 1 }), activated(1, 0), deactivated(1, 1, 2), activated(2, 0)];
    expect(checksOf(asked(transition(1, { to: 'active' }), {}, ...gone))).toEqual([
      { rule: 'transition', passed: true, facts: { from: 'deactivated', to: 'active' } },
      { rule: 'deactivations', passed: true, facts: { left: 2 } },
      { rule: 'seats', passed: false, code: 'no_activations_left', facts: { limit: 1, used: 1 } },
    ]);
    const lifting = asked(transition(1, { to: 'deactivated' }), {}, ...active, banned(1));
    expect(names(lifting)).toEqual(['transition']);
  });
});
