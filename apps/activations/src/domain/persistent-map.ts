/**
 * A map that is never changed: `put` and `without` answer a new one that shares almost everything with the old. So a ledger of a hundred
 * thousand installations takes one more as fast as a ledger of ten, and states of decisions that were not stored cost nothing.
 * Plain JSON: branches are arrays of 32, chosen by five bits of the key's hash per level; leaves hold keys and values side by side, because
 * objects with keys of their own would each cost a hidden class.
 */
export type PersistentMap<V> = Leaf<V> | Branch<V>;
interface Leaf<V> {
  readonly keys: readonly string[];
  readonly values: readonly V[];
}
type Branch<V> = readonly (PersistentMap<V> | null)[];

const leafSize = 8;
const bitsPerLevel = 5;
const width = 1 << bitsPerLevel;
/** Levels that a hash of 32 bits can tell apart; below them leaves grow. */
const maxDepth = 6;

export const emptyMap = <V>(): PersistentMap<V> => ({ keys: [], values: [] });

/** Value of a key; undefined when the map does not hold it. */
export function lookUp<V>(map: PersistentMap<V>, key: string): V | undefined {
  const hash = hashOf(key);
  let node: PersistentMap<V> | null | undefined = map;
  for (let depth = 0; isBranch(node); depth++) node = node[slotOf(hash, depth)];
  if (!node) return undefined;
  const index = node.keys.indexOf(key);
  return index < 0 ? undefined : node.values[index];
}

/** The map with this value under the key. */
export const put = <V>(map: PersistentMap<V>, key: string, value: V): PersistentMap<V> =>
  putAt(map, key, value, hashOf(key), 0);

/** The map without the key; the same map when it was not there. */
export const without = <V>(map: PersistentMap<V>, key: string): PersistentMap<V> =>
  lookUp(map, key) === undefined ? map : removeAt(map, key, hashOf(key), 0);

/** Keys in no particular, but always the same order. */
export function* keysOf<V>(map: PersistentMap<V> | null): Generator<string> {
  for (const { keys } of leavesOf(map)) yield* keys;
}

/** Values in the order of `keysOf`. */
export function* valuesOf<V>(map: PersistentMap<V> | null): Generator<V> {
  for (const { values } of leavesOf(map)) yield* values;
}

function* leavesOf<V>(map: PersistentMap<V> | null): Generator<Leaf<V>> {
  if (map === null) return;
  if (isBranch(map)) for (const child of map) yield* leavesOf(child);
  else yield map;
}

function putAt<V>(node: PersistentMap<V>, key: string, value: V, hash: number, depth: number): PersistentMap<V> {
  if (isBranch(node)) {
    const slot = slotOf(hash, depth);
    return node.with(slot, putAt(node[slot] ?? emptyMap<V>(), key, value, hash, depth + 1));
  }
  const index = node.keys.indexOf(key);
  if (index >= 0) return { keys: node.keys, values: node.values.with(index, value) };
  const leaf = { keys: [...node.keys, key], values: [...node.values, value] };
  return depth < maxDepth && leaf.keys.length > leafSize ? split(leaf, depth) : leaf;
}

function split<V>({ keys, values }: Leaf<V>, depth: number): PersistentMap<V> {
  const branch = new Array<{ keys: string[]; values: V[] } | null>(width).fill(null);
  values.forEach((value, i) => {
    const key = keys[i] ?? '';
    const leaf = (branch[slotOf(hashOf(key), depth)] ??= { keys: [], values: [] });
    leaf.keys.push(key);
    leaf.values.push(value);
  });
  return branch;
}

function removeAt<V>(node: PersistentMap<V>, key: string, hash: number, depth: number): PersistentMap<V> {
  if (isBranch(node)) {
    const slot = slotOf(hash, depth);
    return node.with(slot, removeAt(node[slot] ?? emptyMap<V>(), key, hash, depth + 1));
  }
  const index = node.keys.indexOf(key);
  return { keys: node.keys.toSpliced(index, 1), values: node.values.toSpliced(index, 1) };
}

const isBranch = <V>(node: PersistentMap<V> | null | undefined): node is Branch<V> => Array.isArray(node);
const slotOf = (hash: number, depth: number): number => (hash >>> (bitsPerLevel * depth)) % width;

function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
