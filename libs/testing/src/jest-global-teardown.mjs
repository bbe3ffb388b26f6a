import { rmSync } from 'node:fs';

export default async function teardown() {
  const { folder, postgres } = globalThis.licetTestRun;
  await postgres.destroy();
  rmSync(folder, { recursive: true, force: true });
}
