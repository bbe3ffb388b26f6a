import type { FastifyReply, FastifyRequest } from 'fastify';
import { callOf } from './native-call.ts';
import { Problem } from './problem.ts';

/** Strong tag of a version; of a license also of its usage. [API-ETAG-01] */
export const tagOf = (...versions: number[]): string => `"${versions.join('.')}"`;

/**
 * Tags the answer. Undefined, with 304, when a reader has this very state. `told`: whether the tag says all that the answer shows; where it
 * does not, everybody gets the whole answer. [API-ETAG-01, API-ETAG-02, API-SEC-01]
 */
export function tagged<O>(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  object: O,
  told = true,
): O | undefined {
  void reply.header('etag', tag);
  if (request.method !== 'GET' && request.method !== 'HEAD') return object;
  void reply.header('cache-control', 'private, no-cache');
  const known = request.headers['if-none-match'];
  if (!told || !known || !tagsIn(known).some((it) => it === '*' || it === tag)) return object;
  void reply.code(304);
  return undefined;
}

/**
 * The version that the caller wants to change, null for any. Throws the tag that holds where it is none of his; tags are compared strongly.
 * [API-ETAG-03, API-ETAG-04]
 */
export function expectedVersion(request: FastifyRequest, current: number): number | null {
  const wanted = wantedTags(request);
  if (wanted === null) return null;
  const currentETag = tagOf(current);
  if (wanted.includes(currentETag)) return current;
  const named = versionsIn(wanted, /^"([0-9]{1,9})"$/)[0];
  if (named !== undefined && mayHaveChangedIt(request)) return named;
  throw new Problem('version_conflict', undefined, { extras: { currentETag } });
}

/** By how much the clocks of two processes may differ that are ready; milliseconds. [design 3] */
const clocksDiffer = 2000;

/**
 * Whether an object has changed after everything else that its answer shows, so that whoever has this version has it with what holds now of
 * the rest too. Times of the others, null for never. [API-ETAG-02]
 */
export const isNewest = (updatedAt: string, ...others: readonly (string | null)[]): boolean =>
  others.every((other) => other === null || Date.parse(other) + clocksDiffer < Date.parse(updatedAt));

/** The end of the minute to which the use of a credential is known; null for never. */
export const usedUntil = (lastUsedAt: string | null): string | null =>
  lastUsedAt && new Date(Date.parse(lastUsedAt) + 60_000).toISOString();

/** What `If-Match` names; null where any version will do. */
export function wantedTags(request: FastifyRequest): string[] | null {
  const wanted = request.headers['if-match']?.trim();
  if (!wanted && callOf(request)?.caller.apiRules.requireIfMatch)
    throw new Problem('precondition_required', 'The account asks for an If-Match on every change.');
  return !wanted || wanted === '*' ? null : wanted.split(',').map((tag) => tag.trim());
}

/** The numbers that `form` finds in tags. */
export const versionsIn = (tags: readonly string[], form: RegExp): number[] =>
  tags.flatMap((tag) => form.exec(tag)?.[1] ?? []).map(Number);

/** An earlier run of this very call may have made the version that holds now: only the record knows. [API-IDEM-07] */
export const mayHaveChangedIt = (request: FastifyRequest): boolean => callOf(request)?.run?.resumed === true;

const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
