import type { Decider, Decision, LedgerEvent } from '@licet/contracts';
import { decideActivation } from './activate.ts';
import type { LedgerCommand, LedgerContext } from './commands.ts';
import { decideOpening, decideTermsChange } from './fold-terms.ts';
import { evolve, type Ledger, unknownLedger } from './ledger.ts';
import { decideCheck, decideDeactivation } from './use-installation.ts';

/** The rules of one license's use. Nothing outside of `ledger-<n>` and the shared facts takes part in a decision. [design 4] */
export const ledgerDecider: Decider<LedgerCommand, Ledger, LedgerEvent, LedgerContext> = {
  initialState: unknownLedger,
  evolve,
  decide: decideOnLedger,
};

function decideOnLedger(command: LedgerCommand, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  switch (command.type) {
    case 'activate':
      return decideActivation(command, ledger, context);
    case 'check':
      return decideCheck(command, ledger, context);
    case 'deactivate':
      return decideDeactivation(command, ledger, context);
    case 'open':
      return decideOpening(command, ledger);
    case 'changeTerms':
      return decideTermsChange(command, ledger);
    default:
      return command satisfies never;
  }
}
