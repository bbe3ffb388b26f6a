import type { CallDefinition } from '@licet/contracts';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** Where a request does not fit its schema. Never the value itself: it may be a secret. */
export interface RequestError {
  path: string;
  message: string;
}

const ajv = new Ajv({ strict: true, allErrors: false });
formats.default(ajv);
const compiled = new WeakMap<object, ValidateFunction>();

/**
 * Returns undefined for a request that fits, otherwise the first error. A definition is compiled once, by its first request: all of them
 * at start would take a good part of it, and a process seldom serves every call.
 */
export const requestValidator =
  ({ schema }: CallDefinition) =>
  (request: unknown): RequestError[] | undefined => {
    const validate = compiled.get(schema) ?? compile(schema);
    if (validate(request)) return undefined;
    return (validate.errors ?? []).map(({ instancePath, message }) => ({ path: instancePath, message: message ?? '' }));
  };

function compile(schema: CallDefinition['schema']): ValidateFunction {
  const validate = ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}
