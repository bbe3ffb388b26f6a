import { segmentsOf } from '../shared/target.ts';

const prefix = /^\/(dna\/)?v1(?=\/|$)/i;

/** Whether a request target belongs to software_DNA: `/v1/…`, or `/dna/v1/…` for proxies that map whole hosts. [RC-ROUTE-01, RC-ROUTE-02] */
export const isDnaPath = (path: string): boolean => prefix.test(path);

/** Segments behind the version; undefined for a path that is none of this dialect. */
export const dnaSegments = (path: string): (string | null)[] | undefined =>
  isDnaPath(path) ? segmentsOf(path.replace(prefix, '')) : undefined;

/**
 * Parameters of a path by a pattern such as `licenses/:productId/:licenseId/status`, fixed segments in any letter case; null for one that
 * cannot be decoded. Undefined when the path is another. [RC-ROUTE-05, RC-ROUTE-08]
 */
export function matchPath(
  pattern: string,
  segments: readonly (string | null)[],
): Record<string, string | null> | undefined {
  const parts = pattern.split('/');
  if (parts.length !== segments.length) return undefined;
  const parameters: Record<string, string | null> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i] ?? null;
    if (part.startsWith(':')) parameters[part.slice(1)] = segment;
    else if (segment?.toLowerCase() !== part) return undefined;
  }
  return parameters;
}
