/** The value, which is known to be there for a reason that the type does not show. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A value is missing that must be there');
  return value;
}
