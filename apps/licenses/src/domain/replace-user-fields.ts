import {
  type AccountFacts,
  type Decision,
  type LicenseEvent,
  type Refused,
  type ReplaceUserFields,
  type RequestOf,
  type Sealed,
  accept,
  refuse,
} from '@licet/contracts';
import { type DecisionContext, missingScope } from './caller.ts';
import type { License, LicenseState } from './license.ts';
import { recordChanges } from './record-changes.ts';
import { masterNeeded } from './status-rules.ts';

type Request = RequestOf<typeof ReplaceUserFields>;

export interface ReplaceUserFieldsCommand {
  type: 'ReplaceUserFields';
  request: Request;
  surroundings: {
    /** The option's User Defined Fields Writable. */
    writable: boolean;
    /** Whether the password is the license's or the customer's own; that of a serial number does not count. [PWD-05] */
    passwordFits: boolean;
    account: AccountFacts['status'];
  };
  /** The fields, sealed; null when none has a value. */
  sealed: Sealed | null;
  /** The sealed value that is known to hold the same fields, where there is one. */
  same?: Sealed | undefined;
}

/** Replaces all fields with one event; none where they are already as asked. [SL-UDF] */
export function replaceUserFields(
  command: ReplaceUserFieldsCommand,
  state: LicenseState,
  context: DecisionContext,
): Decision<LicenseEvent> {
  const { request, surroundings, sealed, same } = command;
  if (state.kind === 'none') return refuse('not_found', { what: 'license' });
  const refusal =
    doorClosed(request, surroundings, state, context) ?? accountClosed(surroundings.account) ?? badForm(request);
  if (refusal) return refusal;
  if (state.userFields === sealed || state.userFields === same) return accept();
  return recordChanges(state, { userFields: sealed }, context);
}

/** An author with Edit Licenses, whose password is not looked at. [SL-UDF-06] */
export const entersAsAuthor = ({ authorId }: Pick<Request, 'authorId'>, { caller }: DecisionContext): boolean =>
  authorId !== null && caller.scopes.includes('licenses:write');

/** The author's door always, the license's own only if its option has the fields writable. [AMB A17, SL-UDF-01 … SL-UDF-07] */
function doorClosed(
  request: Request,
  { writable, passwordFits }: ReplaceUserFieldsCommand['surroundings'],
  license: License,
  context: DecisionContext,
): Refused | undefined {
  if (entersAsAuthor(request, context)) {
    if (license.authorId !== request.authorId) return refuse('not_found', { what: 'license' });
    return masterNeeded(license, undefined, context) ? missingScope(context.caller, 'licenses:void') : undefined;
  }
  if (!writable && request.authorId === null) return refuse('unauthenticated');
  if (!writable) return refuse('scope_missing', { scope: 'licenses:write' });
  return passwordFits ? undefined : refuse('credential_invalid');
}

/** [AUTH-15] */
const accountClosed = (status: AccountFacts['status']): Refused | undefined =>
  status === 'closed' ? refuse('account_closed') : status === 'readOnly' ? refuse('account_read_only') : undefined;

/** Judged last: who may not change the fields does not learn what is wrong about them. [SL-UDF-27] */
const badForm = ({ userFields }: Request): Refused | undefined =>
  userFields === null ? refuse('parameter_invalid', { what: 'userFields' }) : undefined;
