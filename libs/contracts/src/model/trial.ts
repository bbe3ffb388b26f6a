import Type, { type Static } from 'typebox';
import { Count, Text } from './scalars.ts';

/** Most identifiers that a machine tells of itself. */
export const mostIdentifiers = 32;

/** A machine that has a trial, as keyed hashes of what it told of itself: of each identifier, and of all of them together. [API-OPT-15] */
export const TrialMachine = Type.Object({
  whole: Text(64),
  identifiers: Type.Array(Text(64), { minItems: 1, maxItems: mostIdentifiers }),
});
export type TrialMachine = Static<typeof TrialMachine>;

/** How many trials that were never there before may be started of an option without a key within an hour. [API-OPT-15] */
export const PublicTrials = Type.Object({
  mostPerHour: Count,
  /** By whoever shares the first 48 bits of an address of IPv6, or 24 of IPv4. */
  mostPerHourAndNetwork: Count,
});
export type PublicTrials = Static<typeof PublicTrials>;

export const defaultPublicTrials: PublicTrials = { mostPerHour: 1000, mostPerHourAndNetwork: 50 };
