import { jest } from '@jest/globals';
import { AddressGate } from './address-gate.ts';
import { FactsInMemory } from './replicas/facts-in-memory.ts';

const facts = new FactsInMemory();
facts.tell({ kind: 'account', id: '1', authorId: 1, fact: { activationFailures: { count: 2, minutes: 15 } } });
const wrong = { address: '192.0.2.1', licenseId: 4001, authorId: 1 };

const tried = (times: number, trying: Parameters<AddressGate['count']>[0]) => {
  const gate = new AddressGate(facts);
  for (let i = 0; i < times; i++) gate.count(trying);
  return gate;
};

describe('wrong credentials of one address', () => {
  it('shut it out after as many as the account says, by default a hundred [SA-ACT-58, API-ACC-07]', () => {
    expect([tried(1, wrong).isShut(wrong), tried(2, wrong).isShut(wrong)]).toEqual([false, true]);
    const other = { ...wrong, authorId: 2 };
    expect([tried(99, other).isShut(other), tried(100, other).isShut(other)]).toEqual([false, true]);
  });

  it('are counted for each license, and together where they name none [SA-ACT-58]', () => {
    const gate = tried(2, wrong);
    expect(gate.isShut({ ...wrong, licenseId: 4002 })).toBe(false);
    expect(gate.isShut({ ...wrong, address: '192.0.2.2' })).toBe(false);
    const nameless = { ...wrong, licenseId: undefined };
    expect([gate.isShut(nameless), tried(2, nameless).isShut(nameless)]).toEqual([false, true]);
  });

  it('that name no license shut out nobody who calls programs of another account, whose limits and window are its own [SA-ACT-58, API-ACC-07]', () => {
    const ofOne = { ...wrong, licenseId: undefined };
    const ofOther = { ...ofOne, authorId: 2 };
    const ofNobody = { ...ofOne, authorId: undefined };
    const gate = tried(200, ofOther);
    expect([ofOther, ofOne, ofNobody].map((it) => gate.isShut(it))).toEqual([true, false, false]);
  });

  it.each([15, 3])('are forgotten when the window of %i minutes has passed since the first [SA-ACT-58]', (minutes) => {
    jest.useFakeTimers({ doNotFake: ['nextTick'] });
    facts.tell({ kind: 'account', id: '3', authorId: 3, fact: { activationFailures: { count: 2, minutes } } });
    const trying = { ...wrong, authorId: 3 };
    const gate = tried(1, trying);
    jest.advanceTimersByTime(minutes * 60_000 - 1000);
    gate.count(trying);
    expect(gate.isShut(trying)).toBe(true);
    jest.advanceTimersByTime(2000);
    expect(gate.isShut(trying)).toBe(false);
    jest.useRealTimers();
  });
});
