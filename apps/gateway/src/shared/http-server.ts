import type { LicetConfig } from '@licet/service-kit';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { requestIdOf } from './request-id.ts';

const kib = 1024;
const limits = { body: kib * kib, target: 4 * kib, headers: 16 * kib };
/** A body above its limit is taken off the wire up to this length: whoever still sends would lose the 413 with the connection. */
const longestDrained = 16 * kib * kib;
/** Above this Node itself refuses, without a word: enough to still tell the dialect's own refusal of too much. */
const hardHeaderLimit = 64 * kib;
/** A request that takes longer to arrive is answered 408: who sends slowly on purpose must not hold memory for ever. Milliseconds. */
const requestTimeout = 60_000;

/** A dialect that matches paths by rules of its own: its requests are all routed to one entrance, which reads `originalUrl`. */
export interface Entrance {
  route: string;
  owns: (path: string) => boolean;
}

/** The target of a request as the router knows it; undefined where the dialect has nothing to say of it. */
export type Rewrite = (target: string) => string | undefined;

export const through =
  ({ route, owns }: Entrance): Rewrite =>
  (target) =>
    owns(target.split('?', 1)[0] ?? '') ? route : undefined;

/** Answers for targets that the router cannot read, before any hook has run. */
type Unreadable = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/** HTTP as all dialects share it: limits, request ids, caller addresses, bodies as bytes. [RC-ROUTE-11, API-REP-19, API-TRACE-01] */
export function httpAdapter(
  { trustedProxies }: LicetConfig,
  rewrites: readonly Rewrite[],
  tellUnreadable: Unreadable,
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: limits.body,
    requestTimeout,
    http: { maxHeaderSize: hardHeaderLimit },
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      tellUnreadable(error, request, reply);
    },
    genReqId: ({ headers }: IncomingMessage) => requestIdOf(headers),
    rewriteUrl: ({ url = '' }) => firstOf(rewrites, url) ?? url,
    routerOptions: { maxParamLength: limits.target },
    forceCloseConnections: 'idle',
    skipMiddie: true, // nothing here is a middleware, and the layer costs on every request
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
    parsed(null, body);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    done(tooLong(request));
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (reply.statusCode === 413 && Number(request.headers['content-length']) <= longestDrained)
      void reply.removeHeader('connection');
    guardPage(reply);
    done();
  });
  return adapter;
}

function firstOf(rewrites: readonly Rewrite[], target: string): string | undefined {
  for (const rewrite of rewrites) {
    const rewritten = rewrite(target);
    if (rewritten !== undefined) return rewritten;
  }
  return undefined;
}

/** Pages that bring no rules of their own load nothing, send nothing and stand in no frame. [API-SEC-02] */
function guardPage(reply: FastifyReply): void {
  const type = String(reply.getHeader('content-type') ?? '');
  if (!type.startsWith('text/html') || reply.hasHeader('content-security-policy')) return;
  const rules =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  void reply.headers({ 'content-security-policy': rules, 'referrer-policy': 'no-referrer' });
}

function tooLong({ originalUrl, raw }: FastifyRequest): Error | undefined {
  if (originalUrl.length > limits.target) return new HttpLimit(414);
  const headers = raw.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0); // ": " and the end of the line
  return headers > limits.headers ? new HttpLimit(431) : undefined;
}

/** Fastify takes the status from the error. */
class HttpLimit extends Error {
  override readonly name = 'FastifyError';
  readonly code = 'FST_LICET_LIMIT';
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(`HTTP ${statusCode}`);
    this.statusCode = statusCode;
  }
}
