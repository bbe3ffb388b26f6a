/** The place of the last row of a page in the order of its report: the values of its sort columns. Nobody but the reader of the next page looks into it. */
export const printPageKey = (...values: readonly (string | number | boolean)[]): string => JSON.stringify(values);

/** What `printPageKey` wrote; the beginning for null. */
export function parsePageKey<T extends readonly (string | number | boolean)[]>(key: string | null, beginning: T): T {
  return key === null ? beginning : (JSON.parse(key) as T);
}
