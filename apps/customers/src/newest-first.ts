/** One page of numbered things, newest first; `next` is the number that the page after it begins before. */
export function newestFirst<T extends { number: number }>(
  all: Iterable<T>,
  { before, limit }: { before: number | null; limit: number },
): { items: T[]; next: number | null } {
  const left = [...all].filter(({ number }) => before === null || number < before);
  const items = left.toSorted((a, b) => b.number - a.number).slice(0, limit);
  return { items, next: left.length > limit ? (items.at(-1)?.number ?? null) : null };
}
