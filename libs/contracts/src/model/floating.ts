import Type, { type Static } from 'typebox';
import { Count, Nullable, OneOf, Text } from './scalars.ts';

/** SOLO's Network Floating Options: how licenses of an option are shared in a network. [API-OPT-03, NF-30] */
export const FloatingSettings = Type.Object({
  displayName: Text(255),
  /** Whose number the seats are: the license's quantity, its counter, or `seats`. [NF-09, AMB-12] */
  seatsFrom: OneOf('quantity', 'counter', 'seats'),
  /** Of `seatsFrom: "seats"`. */
  seats: Nullable(Count),
  /** A session that was not heard of for pollSeconds + retryCount × retrySeconds has ended. [NF-07] */
  pollSeconds: Count,
  retrySeconds: Count,
  retryCount: Count,
  /** Whether a session that ended so may come back though all seats are taken, and for how long. [NF-17] */
  overageAllowed: Type.Boolean(),
  overageSeconds: Count,
  /** Sessions may be taken along for so many hours; both 0: they may not. [NF-20] */
  checkoutMinHours: Count,
  checkoutMaxHours: Count,
  /** [NF-23] */
  customerMayClose: Type.Boolean(),
});
export type FloatingSettings = Static<typeof FloatingSettings>;

/** Sessions of an option of which nothing else is said. [API-OPT-03] */
export const newFloating: FloatingSettings = {
  displayName: '',
  seatsFrom: 'quantity',
  seats: null,
  pollSeconds: 60,
  retrySeconds: 10,
  retryCount: 6,
  overageAllowed: false,
  overageSeconds: 0,
  checkoutMinHours: 0,
  checkoutMaxHours: 0,
  customerMayClose: false,
};

/** What contradicts itself, with the place of it. [API-OPT-09, NF-30] */
export function floatingFaults(floating: FloatingSettings | null): [boolean, string][] {
  if (floating === null) return [];
  const { seatsFrom, seats, pollSeconds, retrySeconds, checkoutMinHours, checkoutMaxHours } = floating;
  return [
    [seats === 0 || (seatsFrom === 'seats' && seats === null), '/seats/floating/seats'],
    [pollSeconds < 1, '/seats/floating/pollSeconds'],
    [retrySeconds < 1, '/seats/floating/retrySeconds'],
    [checkoutMaxHours < checkoutMinHours, '/seats/floating/checkoutMaxHours'],
  ];
}
