/**
 * Takes many keys, so many at a time as the width says; answers in the order of the keys. What fails first is thrown, and nothing more is begun then.
 */
export async function inTurns<K, V>(
  keys: readonly K[],
  width: number,
  take: (key: K, index: number) => Promise<V>,
): Promise<V[]> {
  const values: V[] = [];
  const left = entriesOf(keys);
  const worker = async () => {
    for (const [i, key] of left) values[i] = await take(key, i); // a failure ends the generator for all
  };
  await Promise.all(Array.from({ length: Math.min(width, keys.length) }, worker));
  return values;
}

function* entriesOf<K>(keys: readonly K[]): Generator<[number, K]> {
  yield* keys.entries();
}
