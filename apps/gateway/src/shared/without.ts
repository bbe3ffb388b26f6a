/** A copy that lacks these members. */
export const without = <T extends object, N extends keyof T>(object: T, ...names: readonly N[]): Omit<T, N> =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name as N))) as Omit<T, N>;
