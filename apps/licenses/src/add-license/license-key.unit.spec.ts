import { defaultProduct } from '@licet/contracts';
import { generateLicenseKey } from './license-key.ts';

describe('generated keys', () => {
  it('are four groups without 0, O, 1 and I, none twice [UNI-04]', () => {
    const keys = Array.from({ length: 1000 }, () => generateLicenseKey(defaultProduct.codes));
    for (const key of keys) expect(key).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    [{ prefix: 'EX', length: 12, alphabet: 'digits' as const }, /^EX(-[0-9]{4}){3}$/],
    [
      { prefix: '', length: 18, alphabet: 'alphanumeric' as const },
      /^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}-[2-9A-HJ-NP-Z]{2}$/,
    ],
    [
      { prefix: 'no', length: 12, alphabet: 'intelliProtector' as const },
      /^IPRL-[2-9A-FHL]{6}(-[2-9A-FHL]{8}){3}-[2-9A-FHL]{2}-[2-9A-FHL]{4}$/,
    ],
  ])('have the form of the product: %j [API-PRD-10, IP-ID-04]', (form, expected) => {
    expect(generateLicenseKey(form)).toMatch(expected);
  });
});
