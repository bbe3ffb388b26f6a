const minute = 60_000;

/** `yyyy-MM-ddTHH:mm:ss` in UTC, rounded half up to the minute; null stays null. [IP-DATE-01, IP-DATE-02, IP-ENV-06] */
export function ipDate(instant: string | null): string | null {
  if (instant === null) return null;
  const rounded = Math.floor((Date.parse(instant) + minute / 2) / minute) * minute;
  return new Date(rounded).toISOString().slice(0, 19);
}
