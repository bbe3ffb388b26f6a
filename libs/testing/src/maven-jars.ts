import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { filled } from './cache-folder.ts';

/** Fetches the jars that a pom names by Maven into this folder, if it is not there yet. */
export const fetchJars = (pom: string, folder: string): Promise<string> =>
  filled(folder, async (draft) => {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`];
    await promisify(execFile)('mvn', ['-B', '-q', '-f', pom, ...goal]);
  });
