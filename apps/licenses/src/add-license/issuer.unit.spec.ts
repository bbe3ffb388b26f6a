import { generateLicenseKey } from './issuer.ts';

it('makes keys of four groups without 0, O, 1 and I, none twice [UNI-04]', () => {
  const keys = Array.from({ length: 1000 }, generateLicenseKey);
  for (const key of keys) expect(key).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
  expect(new Set(keys).size).toBe(keys.length);
});
