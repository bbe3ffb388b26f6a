import type { FastifyRequest } from 'fastify';

/** Path of the request target as it came, undecoded, without query, and without the host that proxies put before it. */
export function pathOf({ originalUrl }: Pick<FastifyRequest, 'originalUrl'>): string {
  const target = originalUrl.split(/[?#]/, 1)[0] ?? '';
  return target.replace(/^https?:\/\/[^/]*/i, '');
}

/**
 * Segments of a path, each decoded once; null for one with a malformed escape, or bytes that are not UTF-8, or an encoded slash or control
 * character. One trailing slash is no segment. [RC-ROUTE-07, RC-ROUTE-08]
 */
export function segmentsOf(path: string): (string | null)[] {
  const parts = path.replace(/^\//, '').replace(/\/$/, '').split('/');
  return parts.map(decode);
}

function decode(part: string): string | null {
  try {
    const text = decodeURIComponent(part);
    return /[/\u0000-\u001f\u007f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
