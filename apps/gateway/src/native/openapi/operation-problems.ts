import type { Code } from '@licet/contracts';
import { isAllowedReadOnly } from '../http/authenticate.ts';
import { type Schema, bodySchema } from '../http/body-schema.ts';
import { isOpen } from '../http/open-door.ts';
import { type Described, mindsVersion } from './described.ts';

/** What an operation may refuse with: its own codes, and those that follow from what is checked before it. [API-OAS-02] */
export function codesOf(operation: Described): Code[] {
  const { method, path, facts, scope, handler } = operation;
  return [
    ...everywhere,
    ...(facts.problems ?? []),
    ...(isOpen(handler) ? [] : callerCodes(operation)),
    ...(scope ? (['scope_missing'] as const) : []),
    ...(path.includes('{') ? namingObjects : []),
    ...(method === 'get' ? [] : writing),
    ...inputCodes(operation),
    ...(mindsVersion(operation) ? mindingVersion : []),
  ];
}

const everywhere: readonly Code[] = [
  ...(['target_too_long', 'headers_too_large'] as const),
  ...(['rate_limited', 'internal', 'unavailable'] as const),
];
/** An address that cannot be read names nothing. */
const namingObjects: readonly Code[] = ['not_found', 'parameter_invalid'];
const writing: readonly Code[] = ['body_too_large', 'outcome_unknown'];
const mindingVersion: readonly Code[] = ['version_conflict', 'precondition_required'];

/** What follows from the credential, and from what its account asks for. */
const callerCodes = ({ method, handler }: Described): readonly Code[] => [
  ...(['unauthenticated', 'key_expired', 'address_not_allowed', 'account_closed'] as const),
  ...(method === 'get' ? awaiting : keyed),
  ...(method === 'get' || isAllowedReadOnly(handler) ? [] : (['account_read_only'] as const)),
  ...(method === 'post' ? (['idempotency_key_missing'] as const) : []),
];
const awaiting: readonly Code[] = ['cursor_invalid', 'read_model_behind'];
const keyed: readonly Code[] = [
  ...(['parameter_invalid', 'idempotency_key_reused', 'idempotency_in_progress'] as const),
];

/** What follows from query and body. A query that nobody reads is unknown. */
const inputCodes = ({ reads: { refusals = ['parameter_unknown'], body } }: Described): readonly Code[] => [
  ...refusals,
  ...(body ? readingBody : []),
  ...(body && demands(bodySchema(body)) ? (['parameter_missing'] as const) : []),
];
const readingBody: readonly Code[] = [
  ...(['json_invalid', 'media_type_unsupported'] as const),
  ...(['parameter_invalid', 'parameter_unknown'] as const),
];

/** Whether a member must be there, of the whole or of one of its parts. */
const demands = (schema: Schema): boolean =>
  'required' in schema ||
  Object.values(schema).some((it) => typeof it === 'object' && it !== null && demands(it as Schema));
