import { single, type Field } from './fields.ts';

const doubleForm = /^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?\s*$/i;

/** With a point in every country; what is too large for a double is none. [FMT-16] */
export const double: Field<number> = single('double', (value) => {
  if (!doubleForm.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number + 0 : null;
});

const isoForm =
  /^\s*([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?\s*$/;
const usForm = /^\s*([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})(?:\s+([0-9]{2}):([0-9]{2}):([0-9]{2}))?\s*$/;

/**
 * ISO 8601, or `MM/dd/yyyy` with or without time. Without a zone it stays the wall clock that it is; with one it becomes UTC with a `Z`.
 * [SL-UDF-15, AMB A27]
 */
export const moment: Field<string> = single('dateTime', parseMoment);

function parseMoment(value: string): string | null {
  const iso = isoForm.exec(value);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction = '', zone] = iso;
    return written([year, month, day, hour, minute, second], fraction, zone);
  }
  const [, month, day, ...others] = usForm.exec(value) ?? [];
  const [year, hour, minute, second] = others;
  return year === undefined ? null : written([year, month, day, hour, minute, second], '', undefined);
}

function written(parts: readonly (string | undefined)[], fraction: string, zone: string | undefined): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const clock = new Date(0);
  clock.setUTCFullYear(year, month - 1, day);
  clock.setUTCHours(hour, minute, second);
  const exists = clock.getUTCMonth() === month - 1 && clock.getUTCDate() === day && hour < 24;
  const offset = offsetOf(zone);
  if (!exists || minute > 59 || second > 59 || offset === null) return null;
  const instant = new Date(clock.getTime() - offset * 60_000);
  const inRange = year > 0 && instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999;
  return inRange ? `${instant.toISOString().slice(0, 19)}${shortest(fraction)}${zone === undefined ? '' : 'Z'}` : null;
}

/** Minutes before UTC; null for no zone of this world. */
function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

const shortest = (fraction: string): string => fraction.replace(/\.?0*$/, '');
