import type { Vault } from '@licet/vault';
import { PasswordProofs } from './password-proofs.ts';

/** Verifies by equality, after a turn of the event loop, and counts. */
function countingVault() {
  const counts = { verified: 0 };
  const vault = {
    keyedHash: (purpose: string, text: string) => `${purpose}|${text}`,
    passwordVerifier: () => Promise.resolve('of nobody'),
    verify: async (verifier: string, text: string) => {
      counts.verified++;
      await new Promise(setImmediate);
      return verifier === `of ${text}`;
    },
  };
  return { counts, proofs: new PasswordProofs(vault as unknown as Vault) };
}

describe('proofs of passwords', () => {
  it('compare a right password once, however often and at once it is sent [API-USR-02]', async () => {
    const { counts, proofs } = countingVault();
    const ask = () => proofs.proves('of ann', 'ann');
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([true, true, true]);
    expect(await ask()).toBe(true);
    expect(counts.verified).toBe(1);
  });

  it('compare a wrong one every time: only what is right is remembered', async () => {
    const { counts, proofs } = countingVault();
    expect([await proofs.proves('of ann', 'bob'), await proofs.proves('of ann', 'bob')]).toEqual([false, false]);
    expect(counts.verified).toBe(2);
  });

  it('never serve a new verifier with what was right for the old one [PWD-21]', async () => {
    const { proofs } = countingVault();
    expect(await proofs.proves('of ann', 'ann')).toBe(true);
    expect(await proofs.proves('of eve', 'ann')).toBe(false);
  });

  it('do the same work for who is unknown, and never find him right [AUTH-05]', async () => {
    const { counts, proofs } = countingVault();
    expect(await proofs.proves(undefined, 'nobody')).toBe(false);
    expect(counts.verified).toBe(1);
  });
});
