/** What some suites need of the machine, and the variable that makes its absence a failure. */
export interface Need {
  what: string;
  required: string;
}

/**
 * Stands in for a suite whose need is not met: skipped, and says so; with the need's variable set to 1 a failure, so that green never
 * means "did not run".
 */
export function describeWithout({ what, required }: Need, name: string, reason: string, suite: () => void): void {
  if (process.env[required] === '1') {
    describe(name, () => {
      it(`has ${what}`, () => {
        throw new Error(reason);
      });
    });
    return;
  }
  process.stderr.write(`SKIPPED for want of ${what}: ${name}: ${reason}.\n`);
  describe.skip(name, suite);
}
