import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
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

/** What the API document needs to know of a rule beside what the rule checks; kept in the context of the rule. [API-OAS-01] */
export interface RuleContext {
  /** What the rule demands, as JSON Schema. */
  schema?: object;
  nullable?: true;
  /** Type of an object with rules of its own. */
  part?: () => new () => object;
}

/** A rule of our own. `schema` says the same as `validate`, for the API document. */
export const Rule = (
  name: string,
  rule: { validate: (value: unknown) => boolean; message: string; schema: object },
  { each = false } = {},
) => {
  const { validate, message, schema } = rule;
  const context: RuleContext = { schema };
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, { each, context });
};

/** May be absent; null is a value like any other. */
export const Optional = () => ValidateIf((_, value) => value !== undefined);

/** May be absent or null. */
export const Nullable = () => {
  const context: RuleContext = { nullable: true };
  return ValidateIf((_, value) => value !== undefined && value !== null, { context });
};

/** Text up to a length in code points, without NUL and halves of surrogate pairs, which no record holds. [API-REP-12, API-REP-13] */
export const Line = (length: number, options: { each?: boolean } = {}) =>
  applyDecorators(MaxLength(length, options), Storable(options), IsString(options));

/** What all texts have in common is said once for the whole API, so the document does not repeat it. */
export const Storable = (options: { each?: boolean } = {}) => {
  const context: RuleContext = { schema: {} };
  const message = '$property must not contain NUL or half a surrogate pair';
  return Matches(/^[^\0\p{Surrogate}]*$/u, { message, context, ...options });
};

/** An id or alias of an object; what names none is told as unknown. `ext:` and an external id are the longest. [API-REP-05] */
export const Reference = (options: { each?: boolean } = {}) => Line(132, options);

export const Whole = (least: number, most: number) => applyDecorators(Max(most), Min(least), IsInt());

/** An object with rules of its own. */
export const Part = (part: () => new () => object) => {
  const context: RuleContext = { part };
  return applyDecorators(Type(part), ValidateNested({ context }), IsObject());
};

/** A list of such objects. */
export const Parts = (part: () => new () => object, most: number) => {
  const context: RuleContext = { part };
  return applyDecorators(
    Type(part),
    ValidateNested({ each: true, context }),
    IsObject({ each: true }),
    ArrayMaxSize(most),
    IsArray(),
  );
};

/** IANA name of a time zone. */
export const TimeZone = () =>
  Rule('isTimeZone', {
    validate: isTimeZone,
    message: '$property must be the name of a time zone, such as Europe/Berlin',
    schema: { type: 'string', maxLength: 64, examples: ['Europe/Berlin'] },
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
