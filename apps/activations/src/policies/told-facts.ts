import { type EventOf, LicenseAdded, type LicenseChanges, LicenseUpdated } from '@licet/contracts';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

const ajv = new Ajv({ strict: false });
formats.default(ajv);
const validAdded = ajv.compile<EventOf<typeof LicenseAdded>['data']>(LicenseAdded.schema);
const validChanges = ajv.compile<LicenseChanges>(LicenseUpdated.schema.properties.changes);

/** A fact of the owner is not what the contract says. */
export class MalformedFact extends Error {
  override readonly name = 'MalformedFact';
}

/** Throws `MalformedFact`; the message names the member, never its value. */
export const checkAdded = (added: unknown): void => {
  check(validAdded, added);
};

/** Throws `MalformedFact`; the message names the member, never its value. */
export const checkChanges = (changes: unknown): void => {
  check(validChanges, changes);
};

function check(valid: ValidateFunction, fact: unknown): void {
  if (valid(fact)) return;
  const [error] = valid.errors ?? [];
  throw new MalformedFact(`a fact does not fit its contract: ${error?.instancePath ?? ''} ${error?.message ?? ''}`);
}
