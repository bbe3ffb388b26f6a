import { ValidateBy } from 'class-validator';

/** Adds to what holds when the change is decided, so that parallel changes add up. [API-LIC-17] */
export interface Increment {
  increment: number;
}

const largest = 2147483647;
const isWhole = (value: unknown, least: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= largest;

/** `{"increment": n}` and nothing beside it. */
export const isIncrement = (value: unknown): value is Increment =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 1 &&
  isWhole((value as Partial<Increment>).increment, -largest - 1);

/** A count, or an increment of it. */
export const CountOrIncrement = () =>
  ValidateBy({
    name: 'isCountOrIncrement',
    validator: {
      validate: (value) => isWhole(value, 0) || isIncrement(value),
      defaultMessage: () => `$property must be a whole number from 0 to ${largest}, or {"increment": n}`,
    },
  });

/** An increment only: there is no number to set. */
export const OnlyIncrement = () =>
  ValidateBy({
    name: 'isOnlyIncrement',
    validator: { validate: isIncrement, defaultMessage: () => '$property must be {"increment": n}' },
  });
