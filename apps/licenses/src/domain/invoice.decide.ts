import type { Decider, Decision, InvoiceEvent } from '@licet/contracts';
import type { DecisionContext } from './caller.ts';
import { type CreateInvoiceCommand, createInvoice } from './create-invoice.ts';
import { type InvoiceState, evolveInvoice, noInvoice } from './invoice.ts';
import {
  type InvoiceProcessCommand,
  abandonInvoice,
  moveInvoice,
  releaseInvoice,
  removeInvoice,
  takeSteps,
} from './invoice-process.ts';
import { type TransitionInvoiceCommand, transitionInvoice } from './transition-invoice.ts';
import { type UpdateInvoiceCommand, updateInvoice } from './update-invoice.ts';

export type InvoiceCommand =
  CreateInvoiceCommand | UpdateInvoiceCommand | TransitionInvoiceCommand | InvoiceProcessCommand;

export const invoiceDecider: Decider<InvoiceCommand, InvoiceState, InvoiceEvent, DecisionContext> = {
  initialState: noInvoice,
  decide: decideInvoice,
  evolve: evolveInvoice,
};

export function decideInvoice(
  command: InvoiceCommand,
  state: InvoiceState,
  context: DecisionContext,
): Decision<InvoiceEvent> {
  switch (command.type) {
    case 'CreateInvoice':
      return createInvoice(command, context);
    case 'UpdateInvoice':
      return updateInvoice(command, state, context);
    case 'TransitionInvoice':
      return transitionInvoice(command, state, context);
    case 'TakeInvoiceSteps':
      return takeSteps(command, state, context);
    case 'AbandonInvoice':
      return abandonInvoice(command, state, context);
    case 'MoveInvoice':
      return moveInvoice(command, state, context);
    case 'ReleaseInvoice':
      return releaseInvoice(command, state, context);
    case 'RemoveInvoice':
      return removeInvoice(command, state, context);
  }
}
