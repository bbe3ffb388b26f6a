import type { LicenseEvent } from '@licet/contracts';
import type { Execution } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import type { LicenseState } from '../domain/license.ts';
import { type ListedSerial, serialsOf } from '../domain/serials.ts';
import { SerialHolders } from '../serial-holders.ts';
import { Serials } from '../serials.ts';

type Added = Execution<LicenseState, LicenseEvent>;

/** What this process knows of one product's list beside the list itself. */
interface Stock {
  /** Handed out, for ever: serial numbers in lower case. */
  used: Set<string>;
  /** Those that somebody here is just trying to take. */
  tried: Map<string, Promise<unknown>>;
}

/**
 * Finds the next free serial number of a list. What is known here spares attempts only: the claim in the append of the license decides who
 * gets it, so that no number of processes hands one out twice. [SN-02, SL-ADD-52, SL-ADD-53]
 */
@Injectable()
export class SerialStock {
  readonly #stocks = new Map<number, Promise<Stock>>();

  constructor(
    private readonly serials: Serials,
    private readonly holders: SerialHolders,
  ) {}

  /** Tries one free serial number after the other until an attempt is not lost to somebody else; undefined when none is left. */
  async take(productId: number, attempt: (serial: ListedSerial) => Promise<Added>): Promise<Added | undefined> {
    const lost = new Set<string>();
    const stock = await this.#stock(productId);
    for (;;) {
      const { state } = await this.serials.read(String(productId));
      const open = serialsOf(state).filter(({ serial }) => !stock.used.has(keyOf(serial)) && !lost.has(keyOf(serial)));
      const free = open.find(({ serial }) => !stock.tried.has(keyOf(serial)));
      if (free) {
        const added = await tryOut(stock, free, attempt);
        if (!isLost(added)) return added;
        lost.add(keyOf(free.serial));
      } else if (open.length > 0) {
        await Promise.race(open.flatMap(({ serial }) => stock.tried.get(keyOf(serial)) ?? [])); // may come back
      } else return undefined;
    }
  }

  #stock(productId: number): Promise<Stock> {
    let stock = this.#stocks.get(productId);
    if (!stock) {
      stock = this.holders
        .ofProduct(productId)
        .then((holders) => ({ used: new Set(holders.keys()), tried: new Map() }));
      stock.catch(() => this.#stocks.delete(productId));
      this.#stocks.set(productId, stock);
    }
    return stock;
  }
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
    if (added.kind === 'accepted' || isHandedOut(added)) used.add(key);
    return added;
  } finally {
    tried.delete(key);
  }
}

const keyOf = (serial: string): string => serial.toLowerCase();

/** Another license has it, the author has just deleted it, or a license got the same text by hand. */
const isLost = (added: Added): boolean =>
  added.kind === 'claimed' &&
  (added.claim.scope.startsWith('listedSerial/') || added.claim.scope.startsWith('serial/'));

const isHandedOut = (added: Added): boolean =>
  added.kind === 'claimed' && added.claim.scope.startsWith('listedSerial/') && added.owner.startsWith('license-');
