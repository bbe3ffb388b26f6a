import { DryRun } from '@licet/dry-run';
import type { LicenseEvent } from '@licet/contracts';
import type { Execution } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import type { LicenseState } from '../domain/license.ts';
import { type ListedSerial, serialsOf } from '../domain/serials.ts';
import { SerialHolders } from '../serial-holders.ts';
import { Serials } from '../serials.ts';
import { FreePlaces } from './free-places.ts';

type Added = Execution<LicenseState, LicenseEvent>;

/** What this process knows of one product's list beside the list itself. */
interface Stock {
  /** The list, and which of its places are not used: made anew when the list changes. */
  open: { list: readonly ListedSerial[]; places: FreePlaces };
  /** Handed out, for ever: serial numbers in lower case. */
  used: Set<string>;
  /** Those that somebody here is just trying to take. */
  tried: Map<string, Promise<unknown>>;
  /** When this was asked of the record: milliseconds since 1970. */
  since: number;
}

/** So long what the record has said is not asked again, in milliseconds: an empty list costs no query per call. */
const fresh = 1_000;

/**
 * Finds the next free serial number of a list. What is known here spares attempts only: the claim in the append of the license decides who
 * gets it, so that no number of processes hands one out twice. [SN-02, SL-ADD-52, SL-ADD-53]
 */
@Injectable()
export class SerialStock {
  readonly #shared = new Map<number, Promise<Stock>>();

  constructor(
    private readonly serials: Serials,
    private readonly holders: SerialHolders,
  ) {}

  /** What a dry run takes stays with it. */
  get #stocks(): Map<number, Promise<Stock>> {
    return DryRun.own(this.#shared, () => new Map<number, Promise<Stock>>());
  }

  /** Tries one free serial number after the other until an attempt is not lost to somebody else; undefined when none is left. */
  async take(productId: number, attempt: (serial: ListedSerial) => Promise<Added>): Promise<Added | undefined> {
    const lost = new Set<string>();
    let stock = await this.#stock(productId);
    for (;;) {
      const { state } = await this.serials.read(String(productId));
      const { free, tried } = lookFor(stock, serialsOf(state), lost);
      if (free) {
        const added = await tryOut(stock, free, attempt);
        if (!isLost(added)) return added;
        lost.add(keyOf(free.serial));
      } else if (tried.length > 0)
        await Promise.race(tried); // may come back
      else if (isFresh(stock)) return undefined;
      else stock = await this.#renewed(productId, stock); // other processes may have given some back
    }
  }

  /** Whether so many are free, as far as is known here: whoever needs many asks before he takes the first one. */
  async has(productId: number, count: number): Promise<boolean> {
    const [stock, { state }] = await Promise.all([this.#stock(productId), this.serials.read(String(productId))]);
    const free = ({ used }: Stock) => serialsOf(state).filter(({ serial }) => !used.has(keyOf(serial))).length;
    return free(stock) >= count || (!isFresh(stock) && free(await this.#renewed(productId, stock)) >= count);
  }

  /** Some were given back: what is used is found out anew. */
  forget(productId: number): void {
    this.#stocks.delete(productId);
  }

  /** Once for all who find the same one wanting. */
  async #renewed(productId: number, stale: Stock): Promise<Stock> {
    const known = await this.#stock(productId);
    if (known !== stale) return known;
    this.forget(productId);
    return this.#stock(productId);
  }

  #stock(productId: number): Promise<Stock> {
    let stock = this.#stocks.get(productId);
    const shared = DryRun.current && this.#shared.get(productId);
    if (!stock && shared) {
      stock = shared.then(copyOf);
      this.#stocks.set(productId, stock);
    } else if (!stock) {
      const since = Date.now();
      stock = this.holders
        .ofProduct(productId)
        .then((holders) => ({ open: openOf([]), used: new Set(holders.keys()), tried: new Map(), since }));
      const stocks = this.#stocks;
      stock.catch(() => stocks.delete(productId));
      stocks.set(productId, stock);
    }
    return stock;
  }
}

const isFresh = ({ since }: Stock): boolean => Date.now() - since < fresh;

const copyOf = ({ used, since }: Stock): Stock => ({ open: openOf([]), used: new Set(used), tried: new Map(), since });

const openOf = (list: readonly ListedSerial[]): Stock['open'] => ({ list, places: new FreePlaces(list.length) });

/** The first serial number that nobody has nor tries to take, or the attempts that may give one back. Passes over used ones once in all. */
function lookFor(stock: Stock, list: readonly ListedSerial[], lost: ReadonlySet<string>) {
  if (stock.open.list !== list) stock.open = openOf(list);
  const { places } = stock.open;
  const tried: Promise<unknown>[] = [];
  for (let i = places.from(0), it = list[i]; it; i = places.from(i + 1), it = list[i]) {
    const key = keyOf(it.serial);
    const attempt = stock.tried.get(key);
    if (stock.used.has(key)) places.take(i);
    else if (attempt) tried.push(attempt);
    else if (!lost.has(key)) return { free: it, tried };
  }
  return { free: undefined, tried };
}

async function tryOut(
  { used, tried }: Stock,
  free: ListedSerial,
  attempt: (serial: ListedSerial) => Promise<Added>,
): Promise<Added> {
  const key = keyOf(free.serial);
  const running = attempt(free);
  tried.set(
    key,
    running.catch(() => undefined),
  );
  try {
    const added = await running;
    if (added.kind === 'accepted') used.add(keyOf(heldBy(added) ?? free.serial));
    else if (isHandedOut(added)) used.add(key);
    return added;
  } finally {
    tried.delete(key);
  }
}

const keyOf = (serial: string): string => serial.toLowerCase();

/** What a repeated command has taken before: what was tried for it now is still free. */
const heldBy = ({ state, repeated }: Extract<Added, { kind: 'accepted' }>): string | undefined =>
  repeated && state.kind === 'license' ? state.key : undefined;

/** Another license has it, the author has just deleted it, or a license got the same text by hand. */
const isLost = (added: Added): boolean =>
  added.kind === 'claimed' &&
  (added.claim.scope.startsWith('listedSerial/') || added.claim.scope.startsWith('serial/'));

const isHandedOut = (added: Added): boolean =>
  added.kind === 'claimed' && added.claim.scope.startsWith('listedSerial/') && added.owner.startsWith('license-');
