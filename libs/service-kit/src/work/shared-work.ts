import { DryRun } from '@licet/dry-run';

/** Work that is done once for all who ask for it while it is under way. A dry run shares with nobody else: what it does takes no effect. */
export class SharedWork<K, V> {
  readonly #underWay = new Map<K, Promise<V>>();

  run(key: K, work: () => Promise<V>): Promise<V> {
    const underWay = DryRun.own(this.#underWay, () => new Map<K, Promise<V>>());
    const known = underWay.get(key);
    if (known) return known;
    const running = work().finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  }
}
