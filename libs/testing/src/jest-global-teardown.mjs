import { rmSync } from 'node:fs';

export default async function teardown() {
  const { folder, postgres, endKafka } = globalThis.licetTestRun;
  await endKafka();
  await postgres.destroy();
  rmSync(folder, { recursive: true, force: true });
}
