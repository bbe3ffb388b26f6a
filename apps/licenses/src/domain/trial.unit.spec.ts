import { LicenseAdded, type LicenseEvent } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { licenseDecider } from './license.decide.ts';
import { isTrialOf, trialClaims } from './trial.ts';

const machine = (...identifiers: string[]) => ({ whole: identifiers.join(), identifiers });

describe('the trial of a machine', () => {
  it.each([
    ['any', ['a', 'x'], true],
    ['any', ['x'], false],
    ['two', ['a', 'b'], true],
    ['two', ['a', 'x'], false],
    ['most', ['a', 'b', 'c', 'x'], true],
    ['most', ['a', 'b'], false],
    ['all', ['a', 'b', 'c', 'd', 'x'], true],
    ['all', ['a', 'b', 'c'], false],
  ] as const)('is that of another by %s of what it told, %p: %p [API-OPT-06, API-OPT-15]', (match, told, same) => {
    expect(isTrialOf(match, machine(...told), machine('a', 'b', 'c', 'd'))).toBe(same);
  });

  it('gives back what it is found by when its license is deleted for good [API-OPT-15, JOB-03]', () => {
    const trialMachine = machine('a', 'b');
    const data = { ...LicenseAdded.sample, isTest: true, trialMachine };
    const added: LicenseEvent = { type: 'LicenseAdded', data };
    const context: DecisionContext = {
      now: new Date('2026-03-04T10:00:00.000Z'),
      caller: { scopes: [], via: 'system' },
      commandId: 'c-2',
    };
    const { decision } = given(licenseDecider, added).when(
      {
        ...{ type: 'PurgeLicense', request: { authorId: 1, licenseId: 4001 }, jobId: 'j' },
        ...{ reason: 'test', until: '2027-01-01T00:00:00.000Z' },
      },
      context,
    );
    const released = decision.kind === 'accepted' ? decision.releases : [];
    for (const claim of trialClaims(data.optionId, trialMachine)) expect(released).toContainEqual(claim);
  });
});
