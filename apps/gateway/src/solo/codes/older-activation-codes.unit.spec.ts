import { type Code, codes, codeRow } from '@licet/contracts';
import { codesOf } from './activation-codes.ts';
import { olderActivationCodeOf } from './older-activation-codes.ts';
import { UnexpectedRefusal } from './unexpected-refusal.ts';

const documented = [40, 50, 75, 100, 150, 200, 300, 400, 450, 500];
const mayAnswer = (code: Code) =>
  (codesOf.ActivateInstallation as readonly (number | undefined)[]).includes(activationOf(code));
const activationOf = (code: Code) => codeRow(code).activation;
const all = Object.keys(codes) as Code[];

it.each(all.filter(mayAnswer))('answers %s of an activation with a documented code [LG-05]', (code) => {
  expect(documented).toContain(olderActivationCodeOf({ code }));
});

it.each<[Code, number]>([
  ['version_too_low', 500],
  ['installation_banned', 500],
  ['address_locked', 40],
  ['address_not_allowed', 40],
  ['license_frozen', 300],
  ['license_status_invalid', 500],
  ['account_closed', 100],
])('answers %s with %i [LG-05]', (code, expected) => {
  expect(olderActivationCodeOf({ code })).toBe(expected);
});

it.each(all.filter((code) => !mayAnswer(code)))('has no code for %s, which no activation is refused with', (code) => {
  expect(() => olderActivationCodeOf({ code })).toThrow(UnexpectedRefusal);
});
