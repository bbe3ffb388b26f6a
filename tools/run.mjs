// Runs a program of an app: `node tools/run.mjs apps/platform/src/main.ts`.
// What has changed is compiled first, and then Node alone loads the two thousand modules: in half the time that it takes through a loader.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projects, refresh } from './compile.mjs';

process.argv.splice(1, 1); // programs read their flags from the third place on
const source = path.resolve(process.argv[1]);
await import(pathToFileURL((await compiled()) ? emitted(source) : source).href);

/** A folder that cannot be written costs time, nothing else. */
async function compiled() {
  try {
    await Promise.all((await projects()).map(refresh));
    process.setSourceMapsEnabled(true);
    return true;
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    await import('./typescript.mjs');
    return false;
  }
}

function emitted(file) {
  return file.replace(/^(.*\/)src\/(.*)\.ts$/, '$1dist/$2.js');
}
