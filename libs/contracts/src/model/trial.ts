import Type, { type Static } from 'typebox';
import { Text } from './scalars.ts';

/** Most identifiers that a machine tells of itself. */
export const mostIdentifiers = 32;

/** A machine that has a trial, as keyed hashes of what it told of itself: of each identifier, and of all of them together. [API-OPT-15] */
export const TrialMachine = Type.Object({
  whole: Text(64),
  identifiers: Type.Array(Text(64), { minItems: 1, maxItems: mostIdentifiers }),
});
export type TrialMachine = Static<typeof TrialMachine>;
