/** Number of lanes of every service's record, and of partitions of each of its topics. Fixed for ever at first start. [design 3] */
export const laneCount = 16;

/**
 * Lane of a stream named `<kind>-<key>`, 0–15. Only the key counts, so that all streams of one license share a lane, and the same one
 * in every service. FNV-1a over UTF-8; never change it: a stream stays in its lane for ever.
 */
export function laneOf(streamId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(keyOf(streamId))) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % laneCount;
}

/** What stands behind the kind: `4001` of `ledger-4001`. */
export const keyOf = (streamId: string): string => streamId.slice(streamId.indexOf('-') + 1);

/** What stands before the key: `ledger` of `ledger-4001`. */
export const kindOf = (streamId: string): string => streamId.slice(0, streamId.indexOf('-'));
