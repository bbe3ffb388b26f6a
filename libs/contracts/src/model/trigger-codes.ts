import type { OptionSettings } from './option.ts';

export const mostTriggerCodes = 50;
export const mostSecondValue = 16_383;

type Coded = Pick<OptionSettings, 'type' | 'triggerCodes'>;

/** Where the value of the second code comes from. [TC-05] */
const secondValues = {
  activationCodeQuantity: 'quantity',
  activationCodeFixed: 'fixed',
  activationCodeDays: 'days',
  activationCodeCounter: 'counter',
} as const;
export type SecondValue = (typeof secondValues)[keyof typeof secondValues];

/** Undefined for types of option without a second code. [TC-07] */
export const secondValueOf = ({ type }: Pick<OptionSettings, 'type'>): SecondValue | undefined =>
  (secondValues as Partial<Record<OptionSettings['type'], SecondValue>>)[type];

/** Types of option whose licenses can be activated. [SA-ACT-69, PO-02] */
export const isActivatable = ({ type }: Pick<OptionSettings, 'type'>): boolean =>
  type.startsWith('activationCode') || type === 'downloadable';

/** A number without seed only fills TriggerCode in the license file. [TC-13] */
export const issuesTriggerCodes = (option: Coded): boolean =>
  option.triggerCodes.number !== 0 && option.triggerCodes.seed !== null && isActivatable(option);

/** What contradicts itself, with the place of it. [API-OPT-09] */
export function triggerCodeFaults(option: Coded): [boolean, string][] {
  const { number, seed, regKey2Seed } = option.triggerCodes;
  const lacks = number > 0 && secondValueOf(option) !== undefined;
  return [
    [number > mostTriggerCodes, '/triggerCodes/number'],
    [lacks && seed === null, '/triggerCodes/seed'],
    [lacks && regKey2Seed === null, '/triggerCodes/regKey2Seed'],
  ];
}
