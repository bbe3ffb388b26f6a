import { newUuid } from '@licet/contracts';
import type { IncomingHttpHeaders } from 'node:http';

/** The caller's `X-Request-Id` when it is 1–128 visible characters, else a new one. Fastify keeps it as `request.id`. [API-TRACE-01, RC-OBS-01] */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given) ? given : newUuid();
}
