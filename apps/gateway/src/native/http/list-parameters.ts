import { type ListDeclaration, type ListField, type ListOperator, operatorsOf } from '@licet/contracts';
import type { Parameter } from './documented.ts';

/** Query parameters of a declared list, as the API document shows them. [API-OAS-01, API-LIST-02 … API-LIST-09] */
export const listParameters = ({ fields, q, metadata }: ListDeclaration): Parameter[] => [
  limitParameter,
  { name: 'cursor', description: '`next` or `previous` of another page.', schema: { type: 'string' } },
  { name: 'sort', description: 'Newest first where nothing is said.', schema: { enum: sortsOf(fields) } },
  { name: 'count', description: 'Adds `total`, exact up to 10000.', schema: { type: 'boolean', default: false } },
  ...(q === undefined ? [] : [{ name: 'q', description: `Beginnings of words of ${q}.`, schema: { type: 'string' } }]),
  ...Object.entries(fields).flatMap(([name, field]) =>
    operatorsOf(field).map((operator) => ({
      name: operator === 'equals' ? name : `${name}[${operator}]`,
      description: descriptions[operator],
      schema: schemaOf(field, operator),
    })),
  ),
  ...(metadata ? [metadataParameter] : []),
];

/** [API-LIST-02] */
export const limitParameter: Parameter = {
  name: 'limit',
  description: 'Most rows of a page.',
  schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
};

const metadataParameter: Parameter = {
  name: 'metadata[key]',
  description: 'Any of these values of a key of the metadata, parted by commas.',
  schema: { type: 'string', minLength: 1 },
};

const sortsOf = (fields: ListDeclaration['fields']): string[] =>
  Object.keys(fields).flatMap((name) => (fields[name]?.sort ? [name, `-${name}`] : []));

const descriptions: Readonly<Record<ListOperator, string>> = {
  equals: 'Any of these values, parted by commas.',
  lt: 'Less than this.',
  lte: 'This or less.',
  gt: 'Greater than this.',
  gte: 'This or greater.',
  prefix: 'Begins with this.',
  exists: 'Whether there is a value at all.',
};

function schemaOf({ kind }: ListField, operator: ListOperator): object {
  if (operator === 'exists' || kind === 'boolean') return { type: 'boolean' };
  if (kind === 'number' && operator !== 'equals') return { type: 'integer' };
  return { type: 'string', minLength: 1 };
}
