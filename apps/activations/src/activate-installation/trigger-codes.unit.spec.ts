import { registrationKey1, registrationKey2 } from './trigger-codes.ts';

const codes = { userCode1: 1000, userCode2: 2000, number: 1 };

describe('Trigger codes', () => {
  it('are ours: those of the published example [AMB-43, TC-14, TC-15, TC-16, TC-19]', () => {
    const key1 = registrationKey1({ ...codes, seed: '400' });
    expect(key1).toBe(962831745);
    expect(registrationKey2({ ...codes, seed: '123' }, key1, 30)).toBe(534448434);
  });

  it('fit signed 32-bit integers, tell their number, and are the same every time [TC-02, TC-03, TC-11]', () => {
    for (let number = 1; number <= 50; number++)
      for (const userCode1 of [-2147483648, 0, 2147483647]) {
        const asked = { ...codes, userCode1, number, seed: 'x' };
        const key1 = registrationKey1(asked);
        expect(key1 % 64).toBe(number);
        const largest = registrationKey2(asked, key1, 16_383);
        for (const key of [key1, largest]) expect(key >= 0 && key <= 2147483647).toBe(true);
        expect([registrationKey1(asked), registrationKey2(asked, key1, 16_383)]).toEqual([key1, largest]);
      }
  });

  it('are others for another seed, user code or number [TC-01, TC-09]', () => {
    const others = [{ seed: '401' }, { userCode1: 1001 }, { userCode2: 2001 }, { number: 2 }];
    const keys = [{}, ...others].map((other) => registrationKey1({ ...codes, seed: '400', ...other }));
    expect(new Set(keys).size).toBe(5);
  });
});
