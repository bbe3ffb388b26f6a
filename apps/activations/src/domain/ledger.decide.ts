import { type Decider, type Decision, type LedgerEvent, refuse } from '@licet/contracts';
import { decideActivation } from './activate.ts';
import type { Activate, Check, Deactivate, Enter, LedgerCommand, LedgerContext, Transition } from './commands.ts';
import { decideEntry } from './enter-balance.ts';
import { decideClosing, decideOpening, decideTermsChange } from './fold-terms.ts';
import { notKnown } from './ladder.ts';
import { evolve, type Ledger, unknownLedger } from './ledger.ts';
import { decideMarking, decideMending } from './stale.ts';
import { decideTransition } from './transition-installation.ts';
import { decideEndOfUse, decideUndoingOfUse } from './use-both.ts';
import { decideCheck, decideDeactivation } from './use-installation.ts';

type Use = Activate | Check | Deactivate | Transition | Enter;

/** The rules of one license's use. Nothing outside of `ledger-<n>` and the shared facts takes part in a decision. [design 4] */
export const ledgerDecider: Decider<LedgerCommand, Ledger, LedgerEvent, LedgerContext> = {
  initialState: unknownLedger,
  evolve,
  decide: decideOnLedger,
};

function decideOnLedger(command: LedgerCommand, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  switch (command.type) {
    case 'open':
      return decideOpening(command, ledger, context);
    case 'changeTerms':
      return decideTermsChange(command, ledger, context);
    case 'close':
      return decideClosing(command, ledger);
    case 'markStale':
      return decideMarking(command, ledger);
    case 'mend':
      return decideMending(command, ledger);
    case 'endUse':
      return decideEndOfUse(command, ledger, context.now);
    case 'undoUse':
      return decideUndoingOfUse(command, ledger, context.now);
    default:
      return decideUse(command, ledger, context);
  }
}

/** What programs, staff and customers ask. A stale ledger answers nothing: no rule may be judged on old terms. [design 4] */
function decideUse(command: Use, ledger: Ledger, context: LedgerContext): Decision<LedgerEvent> {
  if (ledger.kind === 'open' && ledger.stale) {
    const { code, facts } = notKnown('terms');
    return refuse(code, facts);
  }
  switch (command.type) {
    case 'activate':
      return decideActivation(command, ledger, context);
    case 'check':
      return decideCheck(command, ledger, context);
    case 'deactivate':
      return decideDeactivation(command, ledger, context);
    case 'transition':
      return decideTransition(command, ledger, context);
    case 'enter':
      return decideEntry(command, ledger, context);
    default:
      return command satisfies never;
  }
}
