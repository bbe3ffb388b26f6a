/**
 * A map that is never changed: `put` and `without` answer a new one that shares almost everything with the old. So a ledger of a hundred
 * thousand installations takes one more as fast as a ledger of ten, and states of decisions that were not stored cost nothing.
 * Plain JSON: leaves are objects, branches arrays of 32, chosen by five bits of the key's hash per level.
 */
export type PersistentMap<V> = Leaf<V> | Branch<V>;
type Leaf<V> = Readonly<Record<string, V>>;
type Branch<V> = readonly (PersistentMap<V> | null)[];

const leafSize = 8;
const bitsPerLevel = 5;
const width = 1 << bitsPerLevel;
/** Levels that a hash of 32 bits can tell apart; below them leaves grow. */
const maxDepth = 6;

export const emptyMap = <V>(): PersistentMap<V> => ({});

export function lookUp<V>(map: PersistentMap<V>, key: string): V | undefined {
  const hash = hashOf(key);
  let node: PersistentMap<V> | null | undefined = map;
  for (let depth = 0; isBranch(node); depth++) node = node[slotOf(hash, depth)];
  return node ? node[key] : undefined;
}

export const put = <V>(map: PersistentMap<V>, key: string, value: V): PersistentMap<V> =>
  putAt(map, key, value, hashOf(key), 0);

export const without = <V>(map: PersistentMap<V>, key: string): PersistentMap<V> =>
  lookUp(map, key) === undefined ? map : removeAt(map, key, hashOf(key), 0);

/** Values in no particular, but always the same order. */
export function* valuesOf<V>(map: PersistentMap<V> | null): Generator<V> {
  if (map === null) return;
  if (isBranch(map)) for (const child of map) yield* valuesOf(child);
  else yield* Object.values(map);
}

/** Keys in no particular, but always the same order. */
export function* keysOf<V>(map: PersistentMap<V> | null): Generator<string> {
  if (map === null) return;
  if (isBranch(map)) for (const child of map) yield* keysOf(child);
  else yield* Object.keys(map);
}

function putAt<V>(node: PersistentMap<V>, key: string, value: V, hash: number, depth: number): PersistentMap<V> {
  if (isBranch(node)) {
    const slot = slotOf(hash, depth);
    return node.with(slot, putAt(node[slot] ?? {}, key, value, hash, depth + 1));
  }
  const leaf = { ...node, [key]: value };
  return depth < maxDepth && Object.keys(leaf).length > leafSize ? split(leaf, depth) : leaf;
}

function split<V>(leaf: Leaf<V>, depth: number): PersistentMap<V> {
  const branch = new Array<Record<string, V> | null>(width).fill(null);
  for (const [key, value] of Object.entries(leaf)) (branch[slotOf(hashOf(key), depth)] ??= {})[key] = value;
  return branch;
}

function removeAt<V>(node: PersistentMap<V>, key: string, hash: number, depth: number): PersistentMap<V> {
  if (!isBranch(node)) return Object.fromEntries(Object.entries(node).filter(([other]) => other !== key));
  const slot = slotOf(hash, depth);
  return node.with(slot, removeAt(node[slot] ?? {}, key, hash, depth + 1));
}

const isBranch = <V>(node: PersistentMap<V> | null | undefined): node is Branch<V> => Array.isArray(node);
const slotOf = (hash: number, depth: number): number => (hash >>> (bitsPerLevel * depth)) % width;

function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
