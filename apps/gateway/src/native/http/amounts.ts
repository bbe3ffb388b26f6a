import { Rule } from './rules.ts';

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

const incrementSchema = {
  type: 'object',
  properties: { increment: { type: 'integer', minimum: -largest - 1, maximum: largest } },
  required: ['increment'],
  additionalProperties: false,
};

/** A count, or an increment of it. */
export const CountOrIncrement = () =>
  Rule('isCountOrIncrement', {
    validate: (value) => isWhole(value, 0) || isIncrement(value),
    message: `$property must be a whole number from 0 to ${largest}, or {"increment": n}`,
    schema: { anyOf: [{ type: 'integer', minimum: 0, maximum: largest }, incrementSchema] },
  });

/** An increment only: there is no number to set. */
export const OnlyIncrement = () =>
  Rule('isOnlyIncrement', {
    validate: isIncrement,
    message: '$property must be {"increment": n}',
    schema: incrementSchema,
  });
