import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

let project: string;
const source = (name: string) => join(project, 'src', `${name}.ts`);
const emitted = (name: string) => join(project, 'dist', `${name}.js`);
const refresh = () =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { refresh } from './tools/compile.mjs'; await refresh('${relative(root, project)}');`,
    ],
    { cwd: root },
  );

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'licet-project-'));
  mkdirSync(join(project, 'src'));
  writeFileSync(source('one'), 'export const one: number = 1;\n');
  writeFileSync(source('two'), 'export const two: number = 2;\n');
  refresh();
});
afterEach(() => {
  rmSync(project, { recursive: true });
});

it('runs what the sources say, however old a changed source looks, and compiles nothing twice', () => {
  const before = statSync(emitted('two')).mtimeMs;
  const { atime, mtime } = statSync(source('one'));
  writeFileSync(source('one'), 'export const one: number = 7;\n');
  utimesSync(source('one'), atime, mtime); // the same size and time
  refresh();
  expect(readFileSync(emitted('one'), 'utf8')).toContain('one = 7;');
  expect(statSync(emitted('two')).mtimeMs).toBe(before);
});

it('keeps nothing whose source is gone', () => {
  rmSync(source('two'));
  refresh();
  expect([existsSync(emitted('one')), existsSync(emitted('two'))]).toEqual([true, false]);
});
