/** Calendar dates: from when on an operation should be used no more, and when it ends. */
export interface Deprecation {
  since: string;
  sunset: string;
}

/** Callers are told so many days before an operation ends. [API-VER-03] */
const leastDays = 180;
const dayMs = 86_400_000;

/** Throws where the end would come sooner after the announcement than promised. [API-VER-03] */
export function assertAnnounced(operation: string, { since, sunset }: Deprecation): void {
  const days = (Date.parse(sunset) - Date.parse(since)) / dayMs;
  if (!(days >= leastDays))
    throw new Error(`${operation} would end less than ${leastDays} days after it was deprecated.`);
}

/** What every answer of the operation carries: RFC 9745 and RFC 8594. [API-VER-03] */
export const deprecationHeaders = ({ since, sunset }: Deprecation): Record<string, string> => ({
  deprecation: `@${Date.parse(since) / 1000}`,
  sunset: new Date(sunset).toUTCString(),
});
