// Keeps the titles of passing tests for `npm run requirements`, names what was skipped, and ends with one line for CI.
import { mkdirSync, writeFileSync } from 'node:fs';

export default class Reporter {
  constructor(globalConfig) {
    this.whole = (globalConfig.testPathPatterns?.patterns ?? []).length === 0;
  }

  onRunComplete(_contexts, results) {
    const tests = results.testResults.flatMap(({ testResults }) => testResults);
    const passed = tests.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName);
    if (this.whole) keep(passed);

    const skipped = tests.filter(({ status }) => status === 'pending');
    if (skipped.length > 0) process.stderr.write(`\nSKIPPED ${skipped.length} tests:\n`);
    for (const { fullName } of skipped.slice(0, 20)) process.stderr.write(`  ${fullName}\n`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.stderr.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
  }
}

function keep(passed) {
  const file = new URL('../../.data/test-results.json', import.meta.url);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, JSON.stringify({ at: new Date().toISOString(), passed }, null, 1));
}
