import type { Claim } from '@licet/contracts';

/**
 * Held by one merge or deletion of the account. What such a decision knows of other customers was read after the turn before it was taken, so
 * it holds: whoever decides something else meanwhile takes the turn, and the loser looks again. No two of them can thus merge two customers
 * into each other, or merge one into another who is just deleted. [API-CUS-04]
 */
export const turnClaim = (authorId: number, turn: number): Claim => ({
  scope: `customerTurn/${authorId}`,
  key: String(turn),
});
