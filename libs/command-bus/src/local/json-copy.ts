/**
 * Copies plain data as a trip through JSON would, several times faster: members that are undefined vanish, dates and others that say how
 * (`toJSON`) become text, nothing is shared with the original. So neither side of a call can change what the other holds.
 */
export function jsonCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => jsonCopy(item ?? null)) as T;
  if (hasToJson(value)) return value.toJSON() as T;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) copy[key] = jsonCopy(member);
  return copy as T;
}

const hasToJson = (value: object): value is { toJSON: () => unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';
