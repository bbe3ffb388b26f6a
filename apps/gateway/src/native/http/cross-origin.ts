import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NativeCall } from './native-call.ts';

/** Headers of answers that pages of other origins may read. */
const exposed = [
  ...['ETag', 'Location', 'Link', 'Retry-After', 'X-Request-Id', 'Api-Version', 'Idempotency-Replayed'],
  ...['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'Licet-Cursor', 'Licet-Consistency'],
].join(', ');

/** Lets a page read the answer where the account lists its origin. Cookies play no part: a page has a key, or it has nothing. [API-CORS-01] */
export function tellOrigin({ request, reply, caller }: NativeCall): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  void reply.header('vary', 'Origin');
  if (!caller.apiRules.allowedOrigins.includes(origin)) return;
  void reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': exposed });
}

/**
 * Answers a browser that asks whether it may call at all. It asks without a credential, so nobody knows for which account: it may, and reads the
 * answer only where the account of its key lists the origin. [API-CORS-01]
 */
export function tellPreflight({ headers }: FastifyRequest, reply: FastifyReply, methods: string): void {
  const { origin, 'access-control-request-method': method, 'access-control-request-headers': asked } = headers;
  if (origin === undefined || method === undefined) return;
  void reply.headers({
    vary: 'Origin, Access-Control-Request-Headers',
    'access-control-allow-origin': origin,
    'access-control-allow-methods': methods,
    'access-control-max-age': '600',
    ...(asked !== undefined && { 'access-control-allow-headers': asked }),
  });
}
