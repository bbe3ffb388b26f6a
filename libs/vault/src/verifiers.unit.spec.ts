import { matchesScrypt, scryptVerifier } from './scrypt.ts';
import { generateActivationPassword } from './activation-password.ts';
import { generateDnaKey, generateIpKey, generateNativeKey, parseNativeKey } from './api-keys.ts';
import { sha256Verifier } from './verifiers.ts';

const many = <T>(make: () => T): T[] => Array.from({ length: 500 }, make);

describe('chosen passwords', () => {
  it('are proved by scrypt with a salt of their own [PWD-12]', async () => {
    const [one, two] = await Promise.all([scryptVerifier('correct horse'), scryptVerifier('correct horse')]);
    expect(one).toMatch(/^scrypt\|15\|8\|1\|[\w-]{22}\|[\w-]{43}$/);
    expect(one).not.toBe(two);
    expect(await matchesScrypt(one, 'correct horse')).toBe(true);
    expect(await matchesScrypt(one, 'correct horse ')).toBe(false);
    expect(await matchesScrypt('scrypt|15|8|1||', '')).toBe(false);
  });
});

describe('random secrets', () => {
  it('are activation passwords without 0, O, 1 and I, each another one [PWD-10]', () => {
    const passwords = many(generateActivationPassword);
    expect(passwords.every((password) => /^[2-9A-HJ-NP-Z]{12}$/.test(password))).toBe(true);
    expect(new Set(passwords).size).toBe(500);
  });

  it('are native keys with id, 200 random bits and a check part [API-KEY-01]', () => {
    for (const { key, keyId, secret } of many(() => generateNativeKey('test'))) {
      expect(key).toBe(`lk_test_${keyId}_${secret}`);
      expect(parseNativeKey(key)).toEqual({ mode: 'test', keyId, secret, key });
      expect(key.length).toBeLessThan(80);
    }
  });

  it('are no native keys when a character was changed [API-KEY-01]', () => {
    const { key } = generateNativeKey();
    for (let i = 0; i < key.length; i++) {
      const changed = key.slice(0, i) + (key[i] === 'x' ? 'y' : 'x') + key.slice(i + 1);
      expect(parseNativeKey(changed)).toBeUndefined();
    }
  });

  it('have another form in each dialect [DNA-AUTH-08]', () => {
    expect(generateDnaKey()).toMatch(/^dna_[0-9a-hjkmnp-tv-z]{40}$/);
    expect(generateIpKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(parseNativeKey(generateDnaKey())).toBeUndefined();
    expect(sha256Verifier('abc')).toBe('sha256|ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});
