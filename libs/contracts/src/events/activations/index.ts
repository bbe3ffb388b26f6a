import type { EventOf } from '../../base/define-event.ts';
import type { InstallationActivated, InstallationChecked, InstallationReactivated } from './installations.ts';
import type {
  BalanceChanged,
  BalanceUseEnded,
  LedgerClosed,
  LedgerMarkedStale,
  LedgerMended,
  LedgerOpened,
  TermsChanged,
} from './ledger.ts';
import type { InstallationBanned, InstallationDeactivated, InstallationRestored } from './transitions.ts';

export * from './terms.ts';
export * from './ledger.ts';
export * from './installations.ts';
export * from './transitions.ts';
export * from './attempts.ts';
export * from './credits.ts';

export type LedgerEvent =
  | EventOf<typeof LedgerOpened>
  | EventOf<typeof TermsChanged>
  | EventOf<typeof LedgerMarkedStale>
  | EventOf<typeof LedgerMended>
  | EventOf<typeof LedgerClosed>
  | EventOf<typeof BalanceChanged>
  | EventOf<typeof BalanceUseEnded>
  | EventOf<typeof InstallationActivated>
  | EventOf<typeof InstallationReactivated>
  | EventOf<typeof InstallationChecked>
  | EventOf<typeof InstallationDeactivated>
  | EventOf<typeof InstallationBanned>
  | EventOf<typeof InstallationRestored>;
