// Runs unit and integration specs by jest's own runner, but in one world per worker: two thousand modules are loaded and compiled once there,
// not once more for each of two hundred spec files. A spec must therefore leave nothing behind in modules and globals. Those that replace
// functions or timers keep a world of their own, and so do suites over the network and all that watch files or measure coverage.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { default: circus } = require('jest-circus/runner');

export default async function run(globalConfig, config, environment, runtime, testPath, send) {
  if (apart(globalConfig, testPath)) return circus(globalConfig, config, environment, runtime, testPath, send);
  await import('../typescript.mjs');
  const before = new Set(Object.getOwnPropertySymbols(globalThis));
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = undefined; // jest knows the maps of what it loads itself, Node those of the rest
  try {
    const shared = { __proto__: environment, global: globalThis };
    return await circus(globalConfig, config, shared, nativeLoading(runtime), testPath, send);
  } finally {
    const added = Object.getOwnPropertySymbols(globalThis).filter((symbol) => !before.has(symbol));
    Error.prepareStackTrace = prepareStackTrace;
    for (const symbol of added) Reflect.deleteProperty(globalThis, symbol); // where the runner kept its tests and handlers
  }
}

function apart({ watch, watchAll, collectCoverage }, file) {
  if (watch || watchAll || collectCoverage || !/\.(unit|int)\.spec\.ts$/.test(file)) return true;
  return /\bjest\.|@jest\/globals/.test(readFileSync(file, 'utf8'));
}

/** What loads modules for a spec: Node itself. The runner is loaded anew, for it holds the tests of one file. */
function nativeLoading(runtime) {
  return {
    __proto__: runtime,
    requireInternalModule: (file) => {
      delete require.cache[file];
      return require(file);
    },
    setGlobalsForRuntime: () => undefined,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (file) => import(pathToFileURL(file).href),
  };
}
