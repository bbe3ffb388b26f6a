import { mostFeatures, userFieldCounts } from '@licet/contracts';
import { Line, Nullable, Optional, Part, Rule } from '../http/rules.ts';

const isText = (value: unknown, length: number): boolean =>
  typeof value === 'string' && new RegExp(`^[^\\0\\p{Surrogate}]{0,${length}}$`, 'u').test(value);

/** Up to so many labels, one for each field; null for the name that the field has anyway. */
const FieldLabels = (count: number) =>
  Rule('isFieldLabels', {
    validate: (value) =>
      Array.isArray(value) && value.length <= count && value.every((label) => label === null || isText(label, 255)),
    message: `$property must be up to ${count} texts of up to 255 characters, or nulls`,
    schema: { type: 'array', maxItems: count, items: { type: ['string', 'null'], maxLength: 255 } },
  });

class UserFieldLabelsPart {
  @FieldLabels(userFieldCounts.text)
  @Optional()
  text?: (string | null)[];

  @FieldLabels(userFieldCounts.integer)
  @Optional()
  integer?: (string | null)[];

  @FieldLabels(userFieldCounts.float)
  @Optional()
  float?: (string | null)[];

  @FieldLabels(userFieldCounts.date)
  @Optional()
  date?: (string | null)[];
}

/** What fields are called on pages. [API-PRD-10] */
export class LabelsPart {
  @Line(255)
  @Nullable()
  serialNumber?: string | null;

  @Line(255)
  @Nullable()
  licenseUpdate?: string | null;

  @Part(() => UserFieldLabelsPart)
  @Optional()
  userFields?: UserFieldLabelsPart;
}

const isNumber = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/** Names with true, a number or a text. `off`: false is a value too. `patch`: null takes a name away. [API-OPT-13] */
export const FeaturePairs = ({ off = false, patch = false }: { off?: boolean; patch?: boolean } = {}) => {
  const isValue = (value: unknown): boolean =>
    value === true || isNumber(value) || isText(value, 500) || (off && value === false) || (patch && value === null);
  return Rule('isFeatures', {
    validate: (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.keys(value).length <= mostFeatures &&
      Object.entries(value).every(([name, it]) => /^[A-Za-z0-9_.-]{1,40}$/.test(name) && isValue(it)),
    message: `$property must be up to ${mostFeatures} names of 1 to 40 of A–Z a–z 0–9 _ . -, each with ${off ? 'true, false' : 'true'}, a number or a text of up to 500 characters`,
    schema: {
      type: 'object',
      maxProperties: mostFeatures,
      propertyNames: { pattern: '^[A-Za-z0-9_.-]{1,40}$' },
      additionalProperties: {
        anyOf: [
          { enum: [true, ...(off ? [false] : []), ...(patch ? [null] : [])] },
          { type: 'number', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
          { type: 'string', maxLength: 500 },
        ],
      },
    },
  });
};
