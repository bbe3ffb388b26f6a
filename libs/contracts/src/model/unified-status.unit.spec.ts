import fc from 'fast-check';
import { defaultOption } from './option.ts';
import { type RevocationReason, type Status, revocationReasons, statuses } from './status.ts';
import { type Overlays, type StatusFacts, type UnifiedStatus, unifiedStatus } from './unified-status.ts';

const now = new Date('2026-03-10T12:00:00.000Z');
const day = 86_400_000;
const after = (days: number) => new Date(now.getTime() + days * day).toISOString();
const since = after(-20);

interface Case {
  status?: Status;
  reason?: RevocationReason;
  progress?: 'available' | 'reserved' | 'activated';
  upgrade?: 'allow' | 'existingOnly' | 'deactivate';
  expiresAt?: string;
  rule?: 'never' | 'daysFromCreation';
  frozen?: boolean;
  lockedOut?: boolean;
  productBanned?: boolean;
  test?: boolean;
  trial?: boolean;
  overlays?: Partial<Overlays>;
}

/** An activated license with one machine unless the case says otherwise. */
function factsOf(it: Case): StatusFacts {
  const progress = it.progress ?? 'activated';
  const activated = progress === 'activated';
  return {
    license: {
      status: { status: it.status ?? 'active', reason: it.reason ?? null },
      statusSince: since,
      expiresAt: it.expiresAt ?? null,
      isTest: it.test ?? false,
      isTrial: it.trial ?? false,
      freezeEnd: null,
      customerId: progress === 'available' ? null : 3001,
    },
    ledger: {
      seatsInUse: activated ? 1 : 0,
      firstActivatedAt: activated ? after(-9) : null,
      newestMachineAt: activated ? after(-2) : null,
      reactivations: { at: [], lockout: it.lockedOut ? { at: after(-2), count: 3 } : null },
    },
    option: {
      ...defaultOption,
      expiry: { rule: it.rule ?? 'daysFromCreation', days: 30, date: null },
      freeze: { enabled: it.frozen ?? false, days: 5 },
      reactivation: { enabled: true, limit: 2, periodDays: 90, coolingDays: 5 },
      upgradeBehavior: it.upgrade ?? 'allow',
    },
    product: { status: it.productBanned ? 'banned' : 'active' },
    now,
    overlays: it.overlays ?? {},
  };
}
const statusOf = (it: Case) => unifiedStatus(factsOf(it));
const past = after(-1);

/** Id, what holds, DNA state word, IntelliProtector status and IsFrozen, SOLO status. */
const table: [string, Case, string, UnifiedStatus['ip']['status'], boolean, UnifiedStatus['solo']][] = [
  ['UNI-12', { progress: 'available' }, 'AVAILABLE VALID', 'Active', false, 'OK'],
  ['UNI-13', { progress: 'reserved' }, 'RESERVED VALID', 'Active', false, 'OK'],
  ['UNI-14', {}, 'ACTIVATED VALID', 'Active', false, 'OK'],
  ['UNI-16', { expiresAt: past }, 'EXPIRED', 'Active', false, 'OK'],
  ['UNI-17', { status: 'expired' }, 'EXPIRED', 'Blocked', false, 'EXP'],
  ['UNI-18', { status: 'review' }, 'BANNED', 'Blocked', false, 'CHK'],
  ['UNI-19', { status: 'blocked' }, 'BANNED', 'Blocked', false, 'CHK'],
  ['UNI-20', { status: 'revoked', reason: 'duplicate' }, 'BANNED', 'Blocked', false, 'DUP'],
  ['UNI-21', { status: 'revoked', reason: 'fraud' }, 'BANNED', 'Blocked', false, 'FRD'],
  ['UNI-22', { status: 'revoked', reason: 'void' }, 'BANNED', 'Blocked', false, 'VOI'],
  ['UNI-23', { status: 'revoked', reason: 'returned' }, 'BANNED', 'Blocked', false, 'RET'],
  ['UNI-24', { status: 'revoked', reason: 'banned' }, 'BANNED', 'Blocked', false, 'VOI'],
  ['UNI-24', { status: 'revoked', reason: 'other' }, 'BANNED', 'Blocked', false, 'VOI'],
  ['UNI-25', { status: 'superseded', upgrade: 'allow' }, 'ACTIVATED VALID', 'Active', false, 'UPG'],
  ['UNI-26', { status: 'superseded', upgrade: 'deactivate' }, 'BANNED', 'Blocked', false, 'UPG'],
  ['UNI-27', { status: 'deleted' }, 'BANNED', 'Redemption', false, 'VOI'],
  ['UNI-28', { status: 'purging' }, 'BANNED', 'ToDestroy', false, 'DEL'],
  ['UNI-30', { lockedOut: true }, 'REACTLOCKOUT', 'Active', true, 'OK'],
  ['UNI-31', { frozen: true }, 'REACTLOCKOUT', 'Active', true, 'OK'],
  ['UNI-32', { overlays: { addressLocked: true } }, 'IPLOCKOUT', 'Active', false, 'OK'],
  ['UNI-33', { overlays: { orderBlocked: true } }, 'BANNED', 'Active', false, 'OK'],
  ['UNI-34', { productBanned: true }, 'BANNED', 'Active', false, 'OK'],
  ['UNI-75', { expiresAt: past, rule: 'never' }, 'ACTIVATED VALID', 'Active', false, 'OK'],
  ['UNI-76', { status: 'superseded', upgrade: 'existingOnly' }, 'REACTLOCKOUT', 'Active', true, 'UPG'],
  ['UNI-76', { status: 'superseded', upgrade: 'existingOnly', progress: 'reserved' }, 'BANNED', 'Active', true, 'UPG'],
];

describe('one license in three vocabularies', () => {
  it.each(table)('[%s] prints %o as DNA %s, IntelliProtector %s frozen %s, SOLO %s', (_, it, dna, ip, frozen, solo) => {
    const status = statusOf(it);
    expect([status.dna, status.ip.status, status.ip.isFrozen, status.solo]).toEqual([
      `EXISTS ACTIVATION ${dna}`,
      ip,
      frozen,
      solo,
    ]);
  });

  it('counts seats in use as computers [UNI-12, UNI-14, IP-DETAILS-24]', () => {
    expect(statusOf({}).ip.computers).toBe(1);
    expect(statusOf({ progress: 'reserved' }).ip.computers).toBe(0);
    expect(unifiedStatus({ ...factsOf({}), ledger: null }).ip.computers).toBe(0);
  });

  it('sets Delete exactly for deleted and purging licenses [UNI-27, UNI-28, IP-STATUS-07]', () => {
    const withDelete = statuses.filter((status) => statusOf({ status }).ip.delete === since);
    expect(withDelete).toEqual(['deleted', 'purging']);
    expect(statusOf({}).ip.delete).toBeNull();
  });

  it.each([
    ['an ordinary license', {}, 'ACTIVATION'],
    ['a trial', { trial: true }, 'EVALUATION'],
    ['a test license', { test: true }, 'TEST'],
    ['a test license that is a trial too', { test: true, trial: true }, 'TEST'],
  ])('types %s by its flags [DNA-STATUS-08, DNA-STATUS-09, DNA-STATUS-10, UNI-35, UNI-36]', (_, flags, type) => {
    expect(statusOf(flags).dna.split(' ')[1]).toBe(type);
  });

  it('counts a license as activated from its first activation on, whatever happens to machines [DNA-STATUS-14]', () => {
    const facts = factsOf({});
    expect(unifiedStatus({ ...facts, ledger: { ...facts.ledger!, seatsInUse: 0 } }).dna).toBe(
      'EXISTS ACTIVATION ACTIVATED VALID',
    );
  });

  it('expires at the stored instant, not before [DNA-STATUS-22, UNI-68]', () => {
    const at = (ms: number) => statusOf({ expiresAt: new Date(now.getTime() + ms).toISOString() });
    expect([at(1).expired, at(0).expired, at(-1).expired]).toEqual([false, true, true]);
  });

  it('freezes a license from its newest machine on for the days of the option, and ends it without a write [IP-FREEZE-01, IP-FREEZE-05, IP-FREEZE-06]', () => {
    const facts = factsOf({ frozen: true });
    const on = (days: number) => unifiedStatus({ ...facts, now: new Date(Date.parse(after(-2)) + days * day) });
    expect([on(4.999).ip.isFrozen, on(5).ip.isFrozen]).toEqual([true, false]);
    expect(statusOf({ frozen: true, progress: 'reserved' }).dna).toBe('EXISTS ACTIVATION RESERVED VALID');
  });

  it('locks a license out for the days of the option, and then prints what it did before; a test license never [DNA-REACT-03, DNA-REACT-06]', () => {
    const facts = factsOf({ lockedOut: true });
    const on = (days: number) => unifiedStatus({ ...facts, now: new Date(Date.parse(after(-2)) + days * day) }).dna;
    expect([on(4.999), on(5)]).toEqual(['EXISTS ACTIVATION REACTLOCKOUT', statusOf({}).dna]);
    expect(statusOf({ lockedOut: true, trial: true }).dna).toBe('EXISTS EVALUATION REACTLOCKOUT');
    expect(statusOf({ lockedOut: true, test: true }).dna).toBe('EXISTS TEST ACTIVATED');
  });

  it('is usable while healthy, trials included, and for bound machines while throttled [UNI-73, API-TRN-09]', () => {
    const usable = (it: Case) => statusOf(it).usable;
    expect([{}, { trial: true }, { test: true }, { progress: 'available' as const }].map(usable)).not.toContain(false);
    expect([usable({ frozen: true }), usable({ lockedOut: true })]).toEqual([true, true]);
    expect([{ status: 'revoked' as const }, { expiresAt: past }, { productBanned: true }].map(usable)).not.toContain(
      true,
    );
  });
});

describe('what DNA prints when several states hold', () => {
  const holding: [string, Case][] = [
    ['IPLOCKOUT', { overlays: { addressLocked: true } }],
    ['BANNED', { productBanned: true }],
    ['EXPIRED', { expiresAt: past }],
    ['REACTLOCKOUT', { frozen: true }],
    ['ACTIVATED', { progress: 'activated' }],
  ];
  const pairs = holding
    .slice(0, -1)
    .map(([word, it], i) => [word, holding[i + 1]![0], { ...it, ...holding[i + 1]![1] }] as const);

  it.each(pairs)('prints %s where %s holds as well [DNA-STATUS-19]', (word, _, both) => {
    expect(statusOf(both).dna).toBe(`EXISTS ACTIVATION ${word}`);
  });

  it('prints ACTIVATED over RESERVED, and RESERVED over AVAILABLE [DNA-STATUS-19, DNA-STATUS-12, DNA-STATUS-13]', () => {
    const facts = factsOf({});
    expect(unifiedStatus(facts).progress).toBe('activated');
    expect(unifiedStatus({ ...facts, ledger: null }).progress).toBe('reserved');
    expect(unifiedStatus({ ...facts, ledger: null, license: { ...facts.license, customerId: null } }).progress).toBe(
      'available',
    );
  });

  it('gives back the string from before when a ban is lifted or the date moved [DNA-STATUS-24, DNA-STATUS-25, DNA-STATUS-26]', () => {
    expect(statusOf({ expiresAt: after(1) }).dna).toBe(statusOf({}).dna);
    expect(statusOf({ productBanned: true }).dna).toBe('EXISTS ACTIVATION BANNED');
    expect(statusOf({ productBanned: false }).dna).toBe('EXISTS ACTIVATION ACTIVATED VALID');
  });
});

describe('all combinations', () => {
  const cases: fc.Arbitrary<Case> = fc.record({
    status: fc.constantFrom(...statuses),
    reason: fc.constantFrom(...revocationReasons),
    progress: fc.constantFrom('available', 'reserved', 'activated'),
    upgrade: fc.constantFrom('allow', 'existingOnly', 'deactivate'),
    expiresAt: fc.constantFrom(past, after(1)),
    rule: fc.constantFrom('never', 'daysFromCreation'),
    frozen: fc.boolean(),
    productBanned: fc.boolean(),
    test: fc.boolean(),
    trial: fc.boolean(),
    lockedOut: fc.boolean(),
    overlays: fc.record({ addressLocked: fc.boolean(), orderBlocked: fc.boolean() }),
  });
  const words = ['AVAILABLE', 'RESERVED', 'ACTIVATED', 'EXPIRED', 'BANNED', 'REACTLOCKOUT', 'IPLOCKOUT'];
  const published = ['ACTIVATION', 'EVALUATION', 'TEST'].flatMap((type) =>
    words.map((word, i) => `EXISTS ${type} ${word}${type === 'ACTIVATION' && i < 3 ? ' VALID' : ''}`),
  );

  it('prints nothing but the 21 published strings [DNA-STATUS-03, DNA-STATUS-21]', () => {
    fc.assert(
      fc.property(cases, (it) => {
        expect(published).toContain(statusOf(it).dna);
      }),
      { numRuns: 3000 },
    );
  });

  it('prints each of the 21, with VALID for healthy ordinary licenses only [DNA-STATUS-20]', () => {
    const states: Case[] = [
      { progress: 'available' },
      { progress: 'reserved' },
      { progress: 'activated' },
      { expiresAt: past },
      { status: 'revoked', reason: 'banned' },
      { frozen: true },
      { overlays: { addressLocked: true } },
    ];
    const types: Case[] = [{}, { trial: true }, { test: true }];
    expect(types.flatMap((type) => states.map((state) => statusOf({ ...type, ...state }).dna))).toEqual(published);
  });

  it('agrees with the table for every status, reason, upgrade behavior, progress, date, overlay and block [UNI-37]', () => {
    fc.assert(
      fc.property(cases, (it) => {
        const { dna, ip, solo, state } = statusOf(it);
        expect({ word: dna.split(' ')[2], ip: ip.status, isFrozen: ip.isFrozen, solo }).toEqual(expected(it));
        expect(dna.includes('BANNED')).toBe(state === 'denied' && !it.overlays!.addressLocked!);
      }),
      { numRuns: 3000 },
    );
  });
});

/** The rows of UNI-12 … UNI-34, 75 and 76 laid over one another, in the words of the document. */
function expected({ status, reason, upgrade, progress, expiresAt, rule, productBanned, overlays, ...it }: Case) {
  const { frozen, lockedOut, test } = it;
  const row =
    status === 'revoked' ? `revoked ${reason!}` : status === 'superseded' ? `superseded ${upgrade!}` : status!;
  const rows: Record<string, [word: string | null, ip: string, solo: string]> = {
    active: [null, 'Active', 'OK'],
    review: ['BANNED', 'Blocked', 'CHK'],
    blocked: ['BANNED', 'Blocked', 'CHK'],
    expired: ['EXPIRED', 'Blocked', 'EXP'],
    deleted: ['BANNED', 'Redemption', 'VOI'],
    purging: ['BANNED', 'ToDestroy', 'DEL'],
    'superseded allow': [null, 'Active', 'UPG'],
    'superseded deactivate': ['BANNED', 'Blocked', 'UPG'],
    'superseded existingOnly': [progress === 'activated' ? 'REACTLOCKOUT' : 'BANNED', 'Active', 'UPG'],
    'revoked duplicate': ['BANNED', 'Blocked', 'DUP'],
    'revoked fraud': ['BANNED', 'Blocked', 'FRD'],
    'revoked void': ['BANNED', 'Blocked', 'VOI'],
    'revoked returned': ['BANNED', 'Blocked', 'RET'],
    'revoked banned': ['BANNED', 'Blocked', 'VOI'],
    'revoked other': ['BANNED', 'Blocked', 'VOI'],
  };
  const [stored, ip, solo] = rows[row]!;
  const locked = lockedOut! && !test;
  const freezes = frozen! && progress === 'activated';
  const holds = new Set<string | null>([
    progress!.toUpperCase(),
    stored,
    overlays!.addressLocked ? 'IPLOCKOUT' : null,
    overlays!.orderBlocked || productBanned ? 'BANNED' : null,
    expiresAt === past && rule !== 'never' ? 'EXPIRED' : null,
    locked || freezes ? 'REACTLOCKOUT' : null,
  ]);
  const order = ['IPLOCKOUT', 'BANNED', 'EXPIRED', 'REACTLOCKOUT', 'ACTIVATED', 'RESERVED', 'AVAILABLE'];
  return {
    word: order.find((word) => holds.has(word)),
    ip,
    isFrozen: locked || freezes || row === 'superseded existingOnly',
    solo,
  };
}
