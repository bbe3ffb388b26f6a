// Emits src/ of apps and libs to dist/ with swc; types are the business of `npm run typecheck`.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const configFile = path.join(root, '.swcrc');

/** All projects, as `apps/gateway`. */
export async function projects() {
  const folders = ['apps', 'libs'].map(async (dir) => {
    const entries = await readdir(path.join(root, dir), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${dir}/${name}`);
  });
  return (await Promise.all(folders)).flat();
}

/** Emits a project with nothing left of what was there. */
export async function build(project) {
  await rm(path.join(root, project, 'dist'), { recursive: true, force: true });
  await refresh(project);
}

/**
 * Emits what is not as its source is: another size or time of the last change, as git tells what has changed, or another compiler. What has
 * no source any more goes. Several processes may do so at once.
 */
export async function refresh(project) {
  const made = madeFrom(project);
  const [was, sources] = await Promise.all([readRecord(made), sourcesOf(project)]);
  const settings = settingsHash();
  const known = was.settings === settings ? was.sources : {};
  const stale = Object.keys(sources).filter((file) => known[file] !== sources[file]);
  const gone = Object.keys(was.sources).filter((file) => !(file in sources));
  if (stale.length + gone.length === 0) return;
  const { transformFile } = await import('@swc/core'); // 60 MB of memory
  await Promise.all(stale.map((file) => emit(transformFile, project, file)));
  await Promise.all(gone.flatMap((file) => [outOf(project, file), `${outOf(project, file)}.map`]).map(remove));
  await put(made, JSON.stringify({ settings, sources }));
}

async function emit(transformFile, project, file) {
  const out = outOf(project, file);
  const source = path.join(root, project, 'src', file);
  const { code, map } = await transformFile(source, {
    configFile,
    sourceFileName: path.relative(path.dirname(out), source),
    jsc: { rewriteRelativeImportExtensions: true },
  });
  await mkdir(path.dirname(out), { recursive: true });
  await put(out, `${code}//# sourceMappingURL=${path.basename(out)}.map\n`);
  await put(`${out}.map`, map);
}

const outOf = (project, file) => path.join(root, project, 'dist', file.replace(/\.ts$/, '.js'));
const remove = (file) => rm(file, { force: true });

/** Under another name first: a process that reads at this moment sees all of it or nothing. */
async function put(file, text) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text);
  await rename(draft, file);
}

const madeFrom = (project) => path.join(root, project, 'dist', '.made-from.json');
const readRecord = async (file) =>
  JSON.parse(await readFile(file, 'utf8').catch(() => '{ "settings": "", "sources": {} }'));

/** What tells one state of a source from another, by its name. */
async function sourcesOf(project) {
  const src = path.join(root, project, 'src');
  const files = (await readdir(src, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !/\.(spec|suite|scenarios)\.ts$/.test(file),
  );
  const states = files.map(async (file) => {
    const { size, ctimeMs } = await stat(path.join(src, file)); // set by the system alone, whatever copies files
    return [file, `${size} ${ctimeMs}`];
  });
  return Object.fromEntries(await Promise.all(states));
}

/** Changes with the compiler, with what it is told, and with this program. */
function settingsHash() {
  const compiler = createRequire(import.meta.url)('@swc/core/package.json').version;
  const files = [configFile, import.meta.filename].map((file) => readFileSync(file, 'utf8'));
  return createHash('sha256')
    .update([compiler, ...files].join('\0'))
    .digest('hex');
}
