import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/** Strong tag of a version; of a license also of its usage. [API-ETAG-01] */
export const tagOf = (...versions: number[]): string => `"${versions.join('.')}"`;

/** Tags the answer. Undefined, with 304, when a reader has this very state. [API-ETAG-01, API-ETAG-02, API-SEC-01] */
export function tagged<O>(request: FastifyRequest, reply: FastifyReply, tag: string, object: O): O | undefined {
  void reply.header('etag', tag);
  if (request.method !== 'GET' && request.method !== 'HEAD') return object;
  void reply.header('cache-control', 'private, no-cache');
  const known = request.headers['if-none-match'];
  if (!known || !tagsIn(known).some((it) => it === '*' || it === tag)) return object;
  void reply.code(304);
  return undefined;
}

/**
 * The version that the caller wants to change, null for any. Throws the tag that holds where it is none of his; tags are compared strongly.
 * [API-ETAG-03, API-ETAG-04]
 */
export function expectedVersion(request: FastifyRequest, current: number): number | null {
  const wanted = request.headers['if-match']?.trim();
  if (!wanted || wanted === '*') return null;
  const currentETag = tagOf(current);
  if (wanted.split(',').some((tag) => tag.trim() === currentETag)) return current;
  throw new Problem('version_conflict', undefined, { extras: { currentETag } });
}

const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
