import type { Code } from '@licet/contracts';
import { olderActivationCodeOf } from './older-activation-codes.ts';

describe('the older activation service', () => {
  it.each<[Code, number]>([
    ['license_status_invalid', 500],
    ['version_too_low', 500],
    ['license_frozen', 300],
    ['account_closed', 100],
  ])('answers %s with %i [LG-05]', (code, expected) => {
    expect(olderActivationCodeOf({ code })).toBe(expected);
  });

  it('fails over what no program of it can be refused with', () => {
    expect(() => olderActivationCodeOf({ code: 'signature_required' })).toThrow('ActivateLicense');
  });
});
