import type { Claim } from '@licet/contracts';
import type { PreparedWrite } from './prepared-write.ts';
import type { Outcome } from './types.ts';

/** A write whose caller waits for the outcome. */
export interface Waiting extends PreparedWrite {
  /** Sent by itself: its group could not be stored as a whole. */
  alone: boolean;
  settle(outcome: Outcome): void;
  fail(error: unknown): void;
}

/** Consecutive writes of one stream that are stored together or not at all: many commands on a hot license share a commit. */
export class WriteGroup {
  readonly members: [Waiting, ...Waiting[]];
  /** Number of events of all members. */
  size: number;

  constructor(first: Waiting) {
    this.members = [first];
    this.size = first.events.length;
  }

  /** Takes the next write of the stream if it goes on exactly where the group ends; says whether it did. */
  join(next: Waiting): boolean {
    const { write: first } = this.members[0];
    const { write } = next;
    const end = first.expectedVersion === 'any' ? 'any' : first.expectedVersion + this.size;
    if (next.alone || this.members[0].alone || write.expectedVersion !== end || write.link?.chain !== first.link?.chain)
      return false;
    if (this.members.some((member) => clash(member, next))) return false;
    this.members.push(next);
    this.size += next.events.length;
    return true;
  }
}

/** The same command twice, or a claim that an earlier member touches: their order would be lost inside a group. */
function clash(a: Waiting, b: Waiting): boolean {
  if (a.write.commandId === b.write.commandId) return true;
  const touched = claimsOf(a);
  return touched.length > 0 && claimsOf(b).some((claim) => touched.some((other) => sameClaim(claim, other)));
}

const claimsOf = ({ write }: Waiting): readonly Claim[] => [...(write.claims ?? []), ...(write.releases ?? [])];
const sameClaim = (a: Claim, b: Claim): boolean => a.scope === b.scope && a.key === b.key;
