/** The report is Markdown on standard output, ready for docs/benchmarks.md. */
export const print = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

export const row = (...cells: (string | number)[]): void => {
  print(`| ${cells.join(' | ')} |`);
};

/** Head of a table; columns after the first hold numbers. */
export function head(first: string, ...numbers: string[]): void {
  row(first, ...numbers);
  row('---', ...numbers.map(() => '---:'));
}

export const rate = (n: number): string => Math.round(n).toLocaleString('en-US');

export interface Ratio {
  what: string;
  value: number;
  goal: number;
}

export function printRatios(ratios: readonly Ratio[]): void {
  print();
  head('ratio', 'measured', 'goal');
  for (const { what, value, goal } of ratios) row(what, value.toFixed(2), `≥ ${goal}`);
}
