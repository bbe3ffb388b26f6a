import { type LedgerEvent, noReactivations, type Reactivations } from '@licet/contracts';

/** Re-activations so far, and what the next one is told by. */
export interface CountedReactivations extends Reactivations {
  /** Seats that a machine gave back and that no other has taken yet. [DNA-REACT-05] */
  released: number;
}

export const nothingCounted: CountedReactivations = { ...noReactivations, released: 0 };

/** More are not told apart: the highest limit is 5, and a lockout begins the count anew. [DNA-REACT-01] */
const mostKept = 100;

type Binding = Extract<LedgerEvent, { type: 'InstallationActivated' }>['data'];

/** Of an event of before re-activations were counted too: what is one follows from what happened. [DNA-REACT-05] */
export function afterBinding(
  counted: CountedReactivations,
  { at, reactivation, bound }: Binding,
): CountedReactivations {
  if (counted.released === 0) return counted;
  const released = counted.released - 1;
  if (bound) return { ...counted, released };
  if (reactivation?.locksOut) return { released, at: [], lockout: { at, count: reactivation.count } };
  return { ...counted, released, at: [...counted.at, at].slice(-mostKept) };
}

/** Given back, banned or rotated out, whoever did it: the next machine comes after this one. */
export const afterRelease = (counted: CountedReactivations): CountedReactivations => ({
  ...counted,
  released: counted.released + 1,
});

/** Staff gave a machine its seat again: no new one follows it. */
export const afterRestoring = (counted: CountedReactivations): CountedReactivations => ({
  ...counted,
  released: Math.max(0, counted.released - 1),
});

/** What is counted begins anew; a seat that was released stays one. [API-LIC-24] */
export const unlocked = ({ released }: CountedReactivations): CountedReactivations => ({ ...nothingCounted, released });
