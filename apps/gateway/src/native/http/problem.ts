import { type Code, type Refusal, type RenewalFault, codeRow, renewalFaults } from '@licet/contracts';
import { checksShown } from './checks-shown.ts';

/** One offending place: RFC 6901 pointer into the body, or name of a query, path or header parameter. [API-ERR-03] */
export interface Offense {
  pointer?: string;
  parameter?: string;
  code: 'required' | 'invalid' | 'unknown' | 'readOnly';
  detail: string;
}

/** An answer that is not 2xx, told as RFC 9457. Thrown anywhere below a native controller. [API-ERR-01] */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: Code;
  readonly errors: readonly Offense[];
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the problem. */
  readonly extras: Readonly<Record<string, unknown>>;

  constructor(
    code: Code,
    detail = `${codeRow(code).title}.`,
    more: { errors?: readonly Offense[]; headers?: Record<string, string>; extras?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.extras = more.extras ?? {};
  }
}

/** What a service refused, with the facts that the caller may see, and with what its rules said where it judged a license. [API-ERR-04] */
export function problemOf({ code, facts = {}, checks }: Refusal): Problem {
  const { scope, version, retryAfter } = facts;
  if (code === 'scope_missing' && typeof scope === 'string') return scopeMissing(scope);
  const extras = {
    ...(code === 'version_conflict' && typeof version === 'number' && { currentETag: `"${version}"` }),
    ...(checks && { checks: checksShown(checks) }),
  };
  const headers = typeof retryAfter === 'number' && { headers: { 'retry-after': String(retryAfter) } };
  return new Problem(code, detailOf(code, facts), { errors: offensesOf(facts), extras, ...headers });
}

type Facts = NonNullable<Refusal['facts']>;

function detailOf(code: Code, facts: Facts): string | undefined {
  const { from, to, reason, what, found } = facts;
  if (code === 'renewal_not_applicable' && isRenewalFault(reason)) return renewalFaults[reason];
  if (code === 'transition_not_allowed' && typeof from === 'string')
    return `${subjects[String(what)] ?? 'A license'} in status ${from} does not become ${String(to)}.`;
  if (code === 'parameter_missing' && what === 'contact') return 'A customer needs a company, a lastName or an email.';
  return what === 'tryouts' ? tryoutsFound(found) : undefined;
}

/** Pointers into the body, and the parameter that is wrong. */
function offensesOf(facts: Facts): Offense[] {
  const pointers = facts.pointers ?? placesOf(facts.what);
  const members = Array.isArray(pointers) ? pointers.map((pointer) => offense(String(pointer))) : [];
  return [...members, ...parameterOf(facts)];
}

/** Whoever has licenses deleted confirms their number. [DNA-MODE-06] */
const tryoutsFound = (found: unknown): string =>
  `${String(found)} licenses were issued while the product was being tried out and would be deleted: repeat the call with this number as "licenses".`;

const isRenewalFault = (reason: unknown): reason is RenewalFault =>
  typeof reason === 'string' && Object.hasOwn(renewalFaults, reason);

const subjects: Readonly<Record<string, string>> = {
  ...{
    invoice: 'An invoice',
    renewal: 'A renewal',
    product: 'A product',
    option: 'An option',
    installation: 'An installation',
  },
};

/** Where a body has what a rule of licenses calls by its own name. */
const places: Record<string, readonly string[]> = {
  customer: ['/customerId'],
  expiresAt: ['/expiry'],
  activationsLeft: ['/activation/activationsLeft'],
  counter: ['/counter'],
  counters: ['/activation', '/counter'],
  replacedBy: ['/replacedById'],
  reason: ['/reason'],
  isTest: ['/isTest'],
  isTrial: ['/isTrial'],
  distributor: ['/distributorId'],
  invoice: ['/invoiceId'],
  externalId: ['/externalId'],
  clears: ['/keepLicenses'],
  tryouts: ['/licenses'],
};
const placesOf = (what: unknown): readonly string[] => (typeof what === 'string' ? (places[what] ?? []) : []);

const wrong: Readonly<Record<string, string>> = {
  q: 'So much fits it that a page takes too long: ask for longer words.',
};
const parameterOf = ({ parameter }: Facts): Offense[] =>
  typeof parameter === 'string'
    ? [{ parameter, code: 'invalid', detail: wrong[parameter] ?? 'Altered, or made for something else.' }]
    : [];

/** 403: the caller's key may not do this. [native-api 2] */
export const scopeMissing = (scope: string): Problem =>
  new Problem('scope_missing', `The key lacks the scope ${scope}.`);

const offense = (pointer: string): Offense => ({ pointer, code: 'invalid', detail: 'Not possible with this value.' });
