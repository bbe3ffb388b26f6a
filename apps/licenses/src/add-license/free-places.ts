/** Places of a list, of which some are taken for ever. Finding the next free one costs the same however many are taken. */
export class FreePlaces {
  /** Where to look next; a free place points to itself. */
  readonly #next: Int32Array;

  constructor(count: number) {
    this.#next = Int32Array.from({ length: count + 1 }, (_, place) => place);
  }

  /** The first free place from this one on; the number of places where none is left. */
  from(place: number): number {
    let at = Math.min(place, this.#next.length - 1);
    for (let next = this.#at(at); next !== at; next = this.#at(at)) {
      this.#next[at] = this.#at(next); // shortens the way of whoever comes next
      at = next;
    }
    return at;
  }

  take(place: number): void {
    if (place < this.#next.length - 1) this.#next[place] = place + 1;
  }

  #at(place: number): number {
    return this.#next[place] ?? place;
  }
}
