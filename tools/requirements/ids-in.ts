/**
 * Requirement ids in a test title, as far as they are known: single ones, and runs such as `SL-UAF-11…16` or `SL-UAF-11 … SL-UAF-16`,
 * whose members all count.
 */
export function idsIn(title: string, known: ReadonlySet<string>): string[] {
  const singles = title.match(/[A-Z]+(?:-[A-Za-z]+)*-(?:[A-Z]{3}-)?[A-Z0-9]+/g) ?? [];
  const runs = [...title.matchAll(/([A-Z]+(?:-[A-Z]+)*)-(\d\d) ?… ?(?:\1-)?(\d\d)/g)].flatMap(([, family, from, to]) =>
    Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, i) => `${family}-${String(Number(from) + i).padStart(2, '0')}`,
    ),
  );
  return [...new Set([...singles, ...runs])].filter((id) => known.has(id));
}
