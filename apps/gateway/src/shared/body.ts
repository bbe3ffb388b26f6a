import type { FastifyRequest } from 'fastify';

/** The body as it came, empty when there was none. No dialect gets a parsed body: each reads its own kind of sloppiness. */
export const bodyOf = ({ body }: Pick<FastifyRequest, 'body'>): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.alloc(0);

/** The request target as it came, before any routing: path without query. */
export const pathOf = ({ originalUrl }: Pick<FastifyRequest, 'originalUrl'>): string =>
  originalUrl.split('?', 1)[0] ?? '';
