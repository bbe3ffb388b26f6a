import type { RunningProjector } from './running-projector.ts';

/** A statement with its values in place. */
export const plain = ({ text, values }: { text: string; values: unknown[] }): string =>
  text.replaceAll(/\$([0-9])/g, (_, n: string) => {
    const value = values[Number(n) - 1];
    return typeof value === 'number' ? String(value) : `'${String(value)}'`;
  });

/** How the database of the projector would run a statement. */
export const planner =
  (projector: () => RunningProjector) =>
  async (sql: string, values: unknown[] = []): Promise<string> =>
    (await projector().rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values))
      .map((row) => row['QUERY PLAN'])
      .join('\n');
