import {
  type Claim,
  type CreditShare,
  type CreditsChanged,
  type CreditsEvent,
  type Decider,
  type Decision,
  type EventOf,
  type Sealed,
  accept,
  counterName,
  mostBalances,
  refuse,
} from '@licet/contracts';
import { type Credits, amountOf, evolveCredits, noCredits, totals } from './credits.ts';

interface OfPool {
  authorId: number;
  customerId: number;
}
/** Somebody adds or consumes; `claim`: it is done once, or given up, over all streams. */
export interface EnterCreditsCommand extends OfPool {
  type: 'enterCredits';
  name: string;
  amount: number;
  reason: Sealed | null;
  use: EventOf<typeof CreditsChanged>['data']['use'];
  claim: Claim;
}
/** The customer was merged into another one. */
interface MoveCredits extends OfPool {
  type: 'moveCredits';
  toId: number;
  moveId: string;
}
/** Credits of another one have come, once in all. `late`: also to one who is merged by now. */
interface ReceiveCredits extends OfPool {
  type: 'receiveCredits';
  fromId: number;
  moveId: string;
  shares: readonly CreditShare[];
  late: boolean;
}
/** The merge of the customer was taken back. */
interface AskCreditsBack extends OfPool {
  type: 'askCreditsBack';
  moveId: string;
}
/** Somebody who was merged into this customer, or further, stands for himself again. */
interface GiveCreditsBack extends OfPool {
  type: 'giveCreditsBack';
  toId: number;
  moveId: string;
  shareIds: readonly string[];
}
export type CreditsCommand = EnterCreditsCommand | MoveCredits | ReceiveCredits | AskCreditsBack | GiveCreditsBack;

export interface CreditsContext {
  now: Date;
}

export const highest = 2147483647;

/** A movement that was asked for by a command id is made once, whoever has the credits when it is asked for again. */
export const entered = (commandId: string): Claim => ({ scope: 'creditsEntry', key: commandId });

/** Received and given back once, whoever does it. */
export const arrival = (moveId: string): Claim => ({ scope: 'creditsArrived', key: moveId });
export const departure = (moveId: string): Claim => ({ scope: 'creditsGivenBack', key: moveId });

/** The rules of a customer's credits. Refuses with `facts.movedTo` where they are with somebody else by now. [API-CUS-07] */
export const creditsDecider: Decider<CreditsCommand, Credits, CreditsEvent, CreditsContext> = {
  initialState: noCredits,
  evolve: evolveCredits,
  decide: decideCredits,
};

function decideCredits(command: CreditsCommand, credits: Credits, { now }: CreditsContext): Decision<CreditsEvent> {
  const { customerId, authorId } = command;
  if (credits.authorId !== null && credits.authorId !== authorId) return refuse('not_found', { what: 'balance' });
  const time = now.toISOString();
  const common = { customerId, authorId, at: time > credits.lastAt ? time : credits.lastAt };
  const { moved, shares } = credits;
  switch (command.type) {
    case 'moveCredits': {
      const { toId, moveId } = command;
      return moved
        ? accept()
        : accept({ type: 'CreditsMoved', data: { ...common, toId, moveId, shares: [...shares] } });
    }
    case 'askCreditsBack': {
      if (!moved) return accept();
      const back = { fromId: moved.toId, moveId: command.moveId, shareIds: moved.shares.map(({ id }) => id) };
      return accept({ type: 'CreditsAskedBack', data: { ...common, ...back } });
    }
    case 'receiveCredits': {
      const { fromId, moveId, late } = command;
      if (moved && !late) return elsewhere(moved);
      const data = { ...common, fromId, moveId, shares: [...command.shares] };
      return { ...accept({ type: 'CreditsReceived', data }), claims: [arrival(moveId)] };
    }
    case 'giveCreditsBack': {
      if (moved) return elsewhere(moved);
      const { toId, moveId, shareIds } = command;
      const data = { ...common, toId, moveId, shares: shares.filter(({ id }) => shareIds.includes(id)) };
      return { ...accept({ type: 'CreditsGivenBack', data }), claims: [departure(moveId)] };
    }
    case 'enterCredits':
      return moved ? elsewhere(moved) : enter(command, credits, common);
  }
}

const elsewhere = ({ toId }: { toId: number }) => refuse('transition_not_allowed', { movedTo: toId });

/** One movement, whole or not at all. [API-CUS-07, DNA-CREDIT-14, DNA-CREDIT-16] */
function enter(
  { name, amount, reason, use, claim }: EnterCreditsCommand,
  credits: Credits,
  common: OfPool & { at: string },
): Decision<CreditsEvent> {
  const present = amountOf(credits, name);
  if (present === undefined) {
    if (amount <= 0) return refuse('not_found', { what: 'balance' });
    const full = totals(credits.shares).length >= mostBalances;
    if (full || name === counterName) return refuse('parameter_invalid', { pointers: ['/name'] });
  }
  const balance = (present ?? 0) + amount;
  if (balance < 0) return refuse('balance_insufficient', { balance: present });
  if (amount > 0 && balance > highest) return refuse('parameter_invalid', { pointers: ['/amount'] });
  const data = { ...common, name, amount, balance, reason, use };
  return { ...accept({ type: 'CreditsChanged', data }), claims: [claim] };
}
