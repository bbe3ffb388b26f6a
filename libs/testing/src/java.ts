import { spawnSync } from 'node:child_process';

/** Major version of the Java on the path; undefined without one. */
export function javaVersion(): number | undefined {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const [, major] = /version "(\d+)/.exec(status === 0 ? stderr : '') ?? [];
  return major === undefined ? undefined : Number(major);
}

export const hasMaven = (): boolean => spawnSync('mvn', ['--version']).status === 0;
