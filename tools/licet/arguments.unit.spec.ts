import { readArguments, usage } from './arguments.ts';

describe('npm run licet', () => {
  it.each([['--help'], ['apply', '--help'], ['apply', '-h', 'catalog.yaml']])(
    'tells whoever asks for help how it is called: %s %s',
    (...args) => {
      expect(readArguments(args)).toEqual({ kind: 'help' });
    },
  );

  it('applies a file, or only says what that would change', () => {
    const [apply, file] = ['apply', 'catalog.yaml'];
    expect(readArguments([apply, file])).toEqual({ kind: 'apply', file, dryRun: false });
    expect(readArguments([apply, '--dry-run', file])).toEqual({ kind: 'apply', file, dryRun: true });
  });

  it.each([[], ['apply'], ['apply', 'one.yaml', 'another.yaml'], ['remove', 'catalog.yaml']])(
    'says how it is called where that is not how: %s %s',
    (...args) => {
      expect(readArguments(args)).toEqual({ kind: 'wrong', message: usage });
    },
  );

  it('names an option that there is not', () => {
    const asked = readArguments(['apply', 'catalog.yaml', '--force']);
    expect(asked).toMatchObject({ kind: 'wrong', message: expect.stringContaining("'--force'") as string });
  });
});
