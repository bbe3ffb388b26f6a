import type { LedgerEvent, Source } from '@licet/contracts';
import { LicenseAdded } from '@licet/contracts';
import { given } from '@licet/testing';
import { activate, check, context, deactivate, opened } from '../testing/examples.ts';
import type { Close, LedgerCommand } from './commands.ts';
import { ledgerDecider } from './ledger.decide.ts';

const at = (position: number): Source => ({ lane: 7, epoch: 1, position });
const close: Close = { type: 'close', licenseId: 4001, source: at(50) };
const closed: LedgerEvent = { type: 'LedgerClosed', data: { licenseId: 4001, source: at(50) } };
const activationPassword = 's1|activations/ledger-4001|AAAA';

describe('a ledger whose license was deleted for good', () => {
  const gone = given(ledgerDecider, opened(), closed);

  it('closes, and its key is free again [JOB-03]', () => {
    const { decision } = given(ledgerDecider, opened()).when(close, context()).thenEvents(closed);
    expect(decision).toMatchObject({ releases: [{ key: 'k7mq-2ztr-9whx-4dca' }] });
    gone.when(close, context()).thenNothing();
  });

  it('answers programs as if it had never been: 5008 on activation, 5015 on a check or deactivation [JOB-12, TEST-09]', () => {
    gone.when(activate(), context()).thenRefused({ code: 'credential_invalid' });
    gone.when(check(), context()).thenRefused({ code: 'installation_unknown' });
    gone.when(deactivate(), context()).thenRefused({ code: 'installation_unknown' });
  });

  it.each<[string, LedgerCommand]>([
    ['open', { type: 'open', added: LicenseAdded.sample, activationPassword, source: at(42), claims: 'take' }],
    ['change', { type: 'changeTerms', changes: { quantity: 2 }, source: at(60), claims: 'take' }],
    ['mark', { type: 'markStale', source: at(60) }],
    ['mend', { type: 'mend', source: at(60) }],
  ])('is not opened again by what is told late: %s [JOB-09]', (_, command) => {
    gone.when(command, context()).thenNothing();
  });

  it('is closed also where it was never opened, or is stale [JOB-03]', () => {
    given(ledgerDecider).when(close, context()).thenEvents(closed);
    const stale: LedgerEvent = { type: 'LedgerMarkedStale', data: { licenseId: 4001, source: at(43) } };
    given(ledgerDecider, opened(), stale).when(close, context()).thenEvents(closed);
  });
});
