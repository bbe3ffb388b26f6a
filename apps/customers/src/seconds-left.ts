import type { LRUCache } from 'lru-cache';

/** Whole seconds until a count is forgotten, 1 at least: what `Retry-After` tells whoever has no try left. [API-RATE-02] */
export const secondsLeft = (counts: LRUCache<string, number>, name: string): number =>
  Math.max(1, Math.ceil(counts.getRemainingTTL(name) / 1000));
