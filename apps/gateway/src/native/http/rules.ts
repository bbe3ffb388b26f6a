import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** May be absent; null is a value like any other. */
export const Optional = () => ValidateIf((_, value) => value !== undefined);

/** May be absent or null. */
export const Nullable = () => ValidateIf((_, value) => value !== undefined && value !== null);

/** Text up to a length in code points, without NUL and halves of surrogate pairs, which no record holds. [API-REP-12, API-REP-13] */
export const Line = (length: number) =>
  applyDecorators(
    MaxLength(length),
    Matches(/^[^\0\p{Surrogate}]*$/u, { message: '$property must not contain NUL or half a surrogate pair' }),
    IsString(),
  );

export const Whole = (least: number, most: number) => applyDecorators(Max(most), Min(least), IsInt());

/** An object with rules of its own. */
export const Part = (type: () => new () => object) => applyDecorators(Type(type), ValidateNested(), IsObject());

/** IANA name of a time zone. */
export const TimeZone = () =>
  ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: isTimeZone,
      defaultMessage: () => '$property must be the name of a time zone, such as Europe/Berlin',
    },
  });

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(value)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

export const largestCount = 2147483647;
