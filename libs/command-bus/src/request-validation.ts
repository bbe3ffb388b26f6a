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

/** Compiled once per definition. Returns undefined for a request that fits, otherwise the first error. */
export function requestValidator(definition: CallDefinition): (request: unknown) => RequestError[] | undefined {
  const validate = compiled.get(definition.schema) ?? ajv.compile(definition.schema);
  compiled.set(definition.schema, validate);
  return (request) =>
    validate(request)
      ? undefined
      : (validate.errors ?? []).map(({ instancePath, message }) => ({ path: instancePath, message: message ?? '' }));
}
