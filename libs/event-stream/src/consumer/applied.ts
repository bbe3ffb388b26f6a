import { comparePositions, type LanePosition } from '@licet/contracts';
import type { Place } from '../event-stream.ts';
import { Bell, stopSignal } from '../waiting.ts';

/** How long a process waits before it looks again whether it still reads a lane, and whether another has moved it; milliseconds. */
const ownCheck = 250;
const othersCheck = 15;

/** What this process knows of the places that were reached, for those who wait for them. */
export class Applied {
  private readonly places = new Map<number, Place>();
  private readonly moved = new Bell();
  private readonly closing = stopSignal();

  get(lane: number): Place | undefined {
    return this.places.get(lane);
  }

  all(): Place[] {
    return [...this.places.values()];
  }

  /** Remembers a place; never goes back. */
  advance(place: Place): void {
    const known = this.places.get(place.lane);
    if (!known || comparePositions(place, known) > 0) this.set(place);
  }

  /** Remembers a place, also one further back. */
  set(place: Place): void {
    this.places.set(place.lane, place);
    this.moved.ring();
  }

  forget(lane: number): void {
    this.places.delete(lane);
  }

  reached(position: LanePosition): boolean {
    const known = this.places.get(position.lane);
    return known !== undefined && comparePositions(known, position) >= 0;
  }

  /**
   * Whether the place is reached until the deadline (milliseconds since 1970). What this process moves itself rings the bell; for
   * what others move, `refresh` is asked as long as somebody waits.
   */
  async wait(
    position: LanePosition,
    deadline: number,
    own: () => boolean,
    refresh: () => Promise<void>,
  ): Promise<boolean> {
    while (!this.reached(position)) {
      const mine = own();
      if (!mine) await refresh();
      const left = deadline - Date.now();
      if (this.reached(position)) break;
      if (left <= 0 || this.closing.signal.aborted) return false;
      await this.moved.next(this.closing.signal, Math.min(left, mine ? ownCheck : othersCheck));
    }
    return true;
  }

  /** Answers everybody who waits. */
  close(): void {
    this.closing.abort();
  }
}
