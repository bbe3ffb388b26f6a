import type { FastifyRequest } from 'fastify';

/** The body as it came, empty when there was none. No dialect gets a parsed body: each reads its own kind of sloppiness. */
export const bodyOf = ({ body }: Pick<FastifyRequest, 'body'>): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.alloc(0);
