import { mostMetadata } from '@licet/contracts';
import { MinLength } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { Line, Nullable, Rule } from './rules.ts';

/** What an author calls an object in his own books; null: nothing. [API-REP-15] */
export const ExternalIdText = () => applyDecorators(MinLength(1), Line(128), Nullable());

const isKey = (text: string): boolean => /^[A-Za-z0-9_.-]{1,40}$/.test(text);
const isValue = (text: unknown): boolean => typeof text === 'string' && /^[^\0\p{Surrogate}]{0,500}$/u.test(text);

/** Pairs of texts; in a change null takes one away. [API-REP-14] */
export const MetadataPairs = ({ patch = false }: { patch?: boolean } = {}) =>
  Rule('isMetadata', {
    validate: (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.keys(value).length <= mostMetadata &&
      Object.entries(value).every(([key, text]) => isKey(key) && (isValue(text) || (patch && text === null))),
    message: `$property must be up to ${mostMetadata} pairs: keys of 1 to 40 of A–Z a–z 0–9 _ . -, values of up to 500 characters`,
    schema: {
      type: 'object',
      maxProperties: mostMetadata,
      propertyNames: { pattern: '^[A-Za-z0-9_.-]{1,40}$' },
      additionalProperties: { type: patch ? ['string', 'null'] : 'string', maxLength: 500 },
    },
  });
