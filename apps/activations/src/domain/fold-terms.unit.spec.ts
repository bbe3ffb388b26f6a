import { type CounterChange, type LicenseChanges, type Source } from '@licet/contracts';
import { given } from '@licet/testing';
import { activated, added, context, opened } from '../testing/examples.ts';
import { wouldHold } from './balances.ts';
import type { ChangeTerms, Open } from './commands.ts';
import { ledgerDecider } from './ledger.decide.ts';

const sealed = 's1|activations/ledger-4001|AAAA';
const at = (position: number, epoch = 1): Source => ({ lane: 7, epoch, position });
const open = (changes: Parameters<typeof added>[0] = {}): Open => ({
  ...{ type: 'open', added: added(changes), activationPassword: sealed, source: at(42), claims: 'take' },
});
const change = (changes: LicenseChanges, source = at(43)): ChangeTerms => ({
  ...{ type: 'changeTerms', changes, source, claims: 'take' },
});
const key = { scope: 'serial/1001', key: 'k7mq-2ztr-9whx-4dca' };

describe('the opening of a ledger', () => {
  it('takes over in one append what the owner has changed since, so that nobody decides on old terms [design 4]', () => {
    const status = {
      before: { status: 'active', reason: null },
      after: { status: 'revoked', reason: 'void' },
    } as const;
    const later = [
      { changes: { activationsLeft: { add: 2 } }, source: at(43) },
      { changes: { status, serialNumberText: { before: '', after: 'NEW-KEY', keyBefore: 'OLD-KEY' } }, source: at(51) },
    ];
    const { decision } = given(ledgerDecider)
      .when({ ...open({ activationsLeft: 3 }), later }, context())
      .thenEvents(
        { type: 'LedgerOpened', data: { activationsLeft: 3 } },
        { type: 'TermsChanged', data: { activationsLeft: 5, source: at(43) } },
        { type: 'TermsChanged', data: { changes: { status: status.after, key: 'NEW-KEY' }, source: at(51) } },
      );
    expect(decision).toMatchObject({ claims: [{ scope: 'serial/1001', key: 'new-key' }] });
  });

  it('takes over the terms of the license and claims its key [design 4, UNI-04]', () => {
    const { decision } = given(ledgerDecider)
      .when(open({ activationsLeft: null, counter: 9 }), context())
      .thenEvents({
        type: 'LedgerOpened',
        data: {
          activationsLeft: null,
          counter: 9,
          terms: { activationPassword: sealed, status: { status: 'active' } },
        },
      });
    expect(decision).toMatchObject({ claims: [key] });
  });

  it('happens once', () => {
    given(ledgerDecider, opened()).when(open(), context()).thenNothing();
  });

  it('leaves a key that belongs to another license by now', () => {
    const { decision } = given(ledgerDecider).when({ ...open(), claims: 'leave' }, context());
    expect(decision).not.toHaveProperty('claims');
  });
});

describe('a change of terms', () => {
  it('becomes one event with all of it [SL-UAF-27]', () => {
    const status = {
      before: { status: 'active', reason: null },
      after: { status: 'revoked', reason: 'fraud' },
    } as const;
    const expiresAt = { before: null, after: '2027-03-01T00:00:00.000Z' };
    given(ledgerDecider, opened())
      .when(change({ status, expiresAt, licenseUpdate: 'text', activationsLeft: { add: 2 } }), context())
      .thenEvents({
        type: 'TermsChanged',
        data: {
          changes: { status: status.after, expiresAt: expiresAt.after, licenseUpdate: 'text' },
          ...{ activationsLeft: 7, deactivationsLeft: 3 },
        },
      });
  });

  it.each([
    ['the same place', at(42)],
    ['an earlier place', at(41)],
  ])('told from %s again changes nothing [design 4]', (_, source) => {
    given(ledgerDecider, opened())
      .when(change({ activationsLeft: { add: 1 } }, source), context())
      .thenNothing();
  });

  it('of a later epoch is new, whatever its position', () => {
    given(ledgerDecider, opened())
      .when(change({ licenseUpdate: 'x' }, at(1, 2)), context())
      .thenEvents({ type: 'TermsChanged' });
  });

  it('of a license without ledger cannot be taken, and says so', () => {
    given(ledgerDecider)
      .when(change({ licenseUpdate: 'x' }), context())
      .thenRefused({ code: 'unavailable' });
  });

  it('of the serial number gives the old key back and takes the new one in the same append [SL-UAF-41]', () => {
    const serialNumberText = { before: '', after: 'New-1', keyBefore: 'K7MQ-2ZTR-9WHX-4DCA' };
    const { decision } = given(ledgerDecider, opened())
      .when(change({ serialNumberText }), context())
      .thenEvents({ type: 'TermsChanged', data: { changes: { key: 'New-1', serialNumberText: 'New-1' } } });
    expect(decision).toMatchObject({ claims: [{ scope: 'serial/1001', key: 'new-1' }], releases: [key] });
  });

  it('of the letter case of the serial number moves no claim', () => {
    const serialNumberText = { before: '', after: 'k7mq-2ztr-9whx-4dca', keyBefore: 'K7MQ-2ZTR-9WHX-4DCA' };
    const { decision } = given(ledgerDecider, opened()).when(change({ serialNumberText }), context());
    expect(decision).not.toHaveProperty('claims');
    expect(decision).not.toHaveProperty('releases');
  });

  it('stops at zero when an activation slipped in between [SL-UAF-43]', () => {
    given(ledgerDecider, opened({ activationsLeft: 2 }), activated(1, 1))
      .when(change({ activationsLeft: { add: -2 } }), context())
      .thenEvents({ type: 'TermsChanged', data: { activationsLeft: 0 } });
  });
});

describe('a limit of seats', () => {
  it.each([
    [9, 7],
    [2, 0],
    [1, 0],
    [null, null],
  ])('of %j leaves %j to a license of which two are in use [API-LIC-16]', (limit, activationsLeft) => {
    given(ledgerDecider, opened({ activationsLeft: 5 }), activated(1, 4), activated(2, 3))
      .when(change({ activationsLeft: { limit } }), context())
      .thenEvents({ type: 'TermsChanged', data: { activationsLeft } });
  });
});

it('takes over a new activation password and what else decisions ask for [API-LIC-20, API-LIC-13]', () => {
  const activationPassword = { sealed: 's1|activations/ledger-4001|BBBB', verifier: 'hmac|b' };
  given(ledgerDecider, opened())
    .when(change({ activationPassword, quantity: 3, isTest: true, isTrial: true, invoiceBlocked: true }), context())
    .thenEvents({
      type: 'TermsChanged',
      data: {
        changes: {
          activationPassword: activationPassword.sealed,
          activationPasswordVerifier: activationPassword.verifier,
          ...{ quantity: 3, isTest: true, isTrial: true, invoiceBlocked: true },
        },
      },
    });
});

describe('a counter change', () => {
  const max = 2147483647;
  const table: [before: number | null, change: CounterChange, holds: boolean, after: number | null][] = [
    [5, { add: 3 }, true, 8],
    [5, { add: -5 }, true, 0],
    [5, { add: -6 }, false, 0],
    [5, { set: 0 }, true, 0],
    [max - 1, { add: 1 }, true, max],
    [max - 1, { add: 2 }, false, max],
    [null, { set: 5 }, true, 5],
    [null, { add: 1 }, false, null],
    [null, { add: -7 }, true, max - 7],
  ];
  it.each(table)(
    'of activations left %j by %j holds: %j, leaves %j [SL-UAF-21, SL-UAF-22, UNI-64, UNI-65]',
    (before, by, holds, after) => {
      const balances = { activationsLeft: before, deactivationsLeft: 0, counter: null };
      expect(wouldHold(balances, { activationsLeft: by })).toBe(holds);
      given(ledgerDecider, opened(balances))
        .when(change({ activationsLeft: by }), context())
        .thenEvents({ type: 'TermsChanged', data: { activationsLeft: after } });
    },
  );

  it.each([
    [null, { add: 1 }, false, null],
    [null, { set: 0 }, true, 0],
    [3, { add: -3 }, true, 0],
  ] as [number | null, CounterChange, boolean, number | null][])(
    'of the license counter %j by %j holds: %j, leaves %j [SL-UAF-15 … SL-UAF-17]',
    (before, by, holds, after) => {
      const balances = { activationsLeft: 1, deactivationsLeft: 0, counter: before };
      expect(wouldHold(balances, { counter: by })).toBe(holds);
      given(ledgerDecider, opened(balances))
        .when(change({ counter: by }), context())
        .thenEvents({ type: 'TermsChanged', data: { counter: after } });
    },
  );
});
