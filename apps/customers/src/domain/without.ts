/** The members of an object but for the named ones. */
export function without<T extends object, K extends keyof T>(object: T, ...names: K[]): Omit<T, K> {
  const left = Object.entries(object).filter(([name]) => !(names as PropertyKey[]).includes(name));
  return Object.fromEntries(left) as Omit<T, K>;
}
