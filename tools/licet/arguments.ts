import { parseArgs } from 'node:util';

export const usage = 'usage: npm run licet -- apply <catalog.yaml> [--dry-run]';

/** What the command line asks for. `wrong`: nothing that there is, with what to say of it. */
export type Asked =
  { kind: 'apply'; file: string; dryRun: boolean } | { kind: 'help' } | { kind: 'wrong'; message: string };

export function readArguments(args: string[]): Asked {
  const flag = { type: 'boolean', default: false } as const;
  const options = { 'dry-run': flag, help: { ...flag, short: 'h' } } as const;
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [command, file, ...rest] = positionals;
    if (values.help) return { kind: 'help' };
    if (command === 'apply' && file !== undefined && rest.length === 0)
      return { kind: 'apply', file, dryRun: values['dry-run'] };
  } catch (error) {
    return { kind: 'wrong', message: `${(error as Error).message}\n${usage}` };
  }
  return { kind: 'wrong', message: usage };
}
