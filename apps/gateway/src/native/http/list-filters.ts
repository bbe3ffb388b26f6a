import {
  type ListDeclaration,
  type ListField,
  type ListFilter,
  type ListOperator,
  metadataField,
  metadataKeyOf,
  operatorsOf,
} from '@licet/contracts';
import { type ExternalNames, keyOf } from './external-names.ts';
import { instantOf, isMoment } from './moment.ts';
import { type Offense, Problem } from './problem.ts';
import { readId } from './resource-id.ts';

interface Named {
  parameter: string;
  field: string;
  /** Undefined for a key of `metadata`. */
  of: ListField | undefined;
  operator: ListOperator;
  text: string;
}

/** Filters by the declaration. Every parameter that is wrong is told at once. [API-LIST-07, API-ERR-03] */
export function readFilters(
  parameters: readonly [string, string][],
  declaration: ListDeclaration,
  external: ExternalNames = new Map(),
): ListFilter[] {
  const named = parameters.map(([parameter, text]) => nameOf(parameter, text, declaration));
  const unknown = parameters.filter((_, i) => !named[i]).map(([parameter]) => offense(parameter, 'not known here'));
  if (unknown.length > 0) throw new Problem('filter_unknown', undefined, { errors: unknown });
  const read = named.flatMap((it) => (it ? [{ ...it, values: valuesOf(it, external) }] : []));
  const invalid = read.filter(({ values }) => !values).map((it) => offense(it.parameter, expected(it)));
  if (invalid.length > 0) throw new Problem('parameter_invalid', undefined, { errors: invalid });
  return read.map(({ field, operator, values = [] }) => ({ field, operator, values }));
}

function nameOf(parameter: string, text: string, { fields, metadata }: ListDeclaration): Named | undefined {
  const key = metadata && metadataKeyOf(parameter);
  if (key !== undefined) return { parameter, field: metadataField(key), of: undefined, operator: 'equals', text };
  const [, field = '', operator = 'equals'] = /^([A-Za-z.]+)(?:\[([a-z]+)\])?$/.exec(parameter) ?? [];
  const of = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const offered = of && operatorsOf(of).find((it) => it === operator);
  if (!offered || parameter.endsWith('[equals]')) return undefined;
  return { parameter, field, of, operator: offered, text };
}

const mostValues = 100;

/** Undefined where one of them cannot be. Texts are parted at commas where any of several may be meant. */
function valuesOf({ of, operator, text }: Named, external: ExternalNames): ListFilter['values'] | undefined {
  if (operator === 'exists') return text === 'true' || text === 'false' ? [text === 'true'] : undefined;
  const texts = operator === 'equals' ? text.split(',') : [text];
  const values = texts.map((it) => valueOf(of, it, external));
  return values.length <= mostValues && values.every((it) => it !== undefined) ? values : undefined;
}

function valueOf(
  field: ListField | undefined,
  text: string,
  external: ExternalNames,
): string | number | boolean | undefined {
  switch (field?.kind) {
    case 'choice':
      return field.values?.find((value) => value === text);
    case 'object':
      return field.resource && (external.get(keyOf(field.resource, text)) ?? numberNamed(field.resource, text));
    case 'instant':
      return dayForm.test(text) && isMoment(`${text}T00:00:00Z`) ? `${text}T00:00:00.000Z` : momentOf(text);
    case 'number':
      return /^-?\d{1,10}$/.test(text) && Math.abs(Number(text)) <= 2147483647 ? Number(text) : undefined;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    default:
      return /^[^\0\p{Surrogate}]{1,255}$/u.test(text) ? text : undefined;
  }
}

const dayForm = /^\d{4}-\d\d-\d\d$/;
const momentOf = (text: string): string | undefined => (isMoment(text) ? instantOf(text) : undefined);

function numberNamed(resource: NonNullable<ListField['resource']>, text: string): number | undefined {
  try {
    return readId(resource, text).number;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function expected({ of, operator }: Named): string {
  if (operator === 'exists' || of?.kind === 'boolean') return 'must be true or false';
  if (of?.kind === 'choice') return `must be of ${of.values?.join(', ') ?? ''}`;
  const what = {
    ...{ object: 'ids', instant: 'instants such as 2026-03-01T09:12:45Z, or days', number: 'whole numbers' },
    text: 'texts of 1 to 255 characters',
  }[of?.kind ?? 'text'];
  return `must be ${operator === 'equals' ? `1 to ${mostValues} ` : 'one of '}${what}`;
}

const offense = (parameter: string, detail: string): Offense => ({ parameter, code: 'invalid', detail });
