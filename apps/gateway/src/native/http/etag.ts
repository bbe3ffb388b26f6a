import { codeRow } from '@licet/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/** Strong tag of a version; of a license also of its usage. [API-ETAG-01] */
export const tagOf = (...versions: number[]): string => `"${versions.join('.')}"`;

/** Tags the answer. Undefined, with 304, when the caller has this very state. [API-ETAG-01, API-ETAG-02, API-SEC-01] */
export function tagged<O>(request: FastifyRequest, reply: FastifyReply, tag: string, object: O): O | undefined {
  void reply.header('etag', tag);
  if (request.method === 'GET' || request.method === 'HEAD') void reply.header('cache-control', 'private, no-cache');
  const known = request.headers['if-none-match'];
  if (request.method === 'PATCH' || !known || !tagsIn(known).some((it) => it === '*' || it === tag)) return object;
  void reply.code(304);
  return undefined;
}

/** The version that the caller wants to change; null for any. A tag that is none of ours matches nothing. [API-ETAG-03, API-ETAG-04] */
export function expectedVersion(request: FastifyRequest): number | null {
  const wanted = request.headers['if-match'];
  if (!wanted || wanted.trim() === '*') return null;
  const [, version] = /^"([0-9]{1,9})"$/.exec(wanted.trim()) ?? [];
  if (version === undefined) throw new Problem('version_conflict', `${codeRow('version_conflict').title}.`);
  return Number(version);
}

const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
