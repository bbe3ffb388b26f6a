import type { FastifyRequest } from 'fastify';
import { bodyOf } from '../../shared/body.ts';
import type { Logon } from '../solo-call.ts';
import { type ErrorType, RequestRefused } from './request-error.ts';

export const reportTypes = ['Csv', 'Xls', 'XmlElements', 'XmlParameters', 'Pdf'] as const;
export type ReportType = (typeof reportTypes)[number];

/** Fields of a report as a caller filled them in. */
export interface ReportForm {
  type: ReportType;
  authorId: number;
  /** The period in instants: from the start of the first day to the end of the last; null where it is open. */
  from: string | null;
  to: string | null;
  onlyOk: boolean;
  licenseId: number | null;
  /** Name of the column that rows are sorted by; anything else leaves them in order of time. */
  sortBy: string;
}

/** Fields of query and form together, names in any letter case; those of the form win. [RPT-03] */
export class Fields {
  readonly #values = new Map<string, string>();

  constructor(request: FastifyRequest) {
    const query = request.originalUrl.split('?').slice(1).join('?');
    const texts = [request.method === 'POST' ? bodyOf(request).toString('utf8') : '', query];
    for (const text of texts)
      for (const [name, value] of new URLSearchParams(text))
        if (!this.#values.has(name.toLowerCase())) this.#values.set(name.toLowerCase(), value.trim());
  }

  text(name: string): string {
    return this.#values.get(name.toLowerCase()) ?? '';
  }

  isTrue(name: string): boolean {
    return ['true', '1', 'on', 'yes'].includes(this.text(name).toLowerCase());
  }
}

const longestName = 255;

/** Author logon; a value that no logon can have is none. [AUTH-01, AUTH-04] */
export function logonIn(fields: Fields): Logon {
  const usable = (text: string) => (text.length <= longestName && !text.includes('\0') ? text : null);
  return {
    AuthorID: numberIn(fields.text('AuthorID')) ?? null,
    UserID: usable(fields.text('UserID')),
    UserPassword: usable(fields.text('UserPassword')),
  };
}

/** `months`: the longest period, null for none. Throws `RequestRefused` for a field that cannot be read. [RPT-04, RPT-05, RPT-09] */
export function readForm(fields: Fields, authorId: number, months: number | null): ReportForm {
  const type = reportTypes.find((name) => name.toLowerCase() === fields.text('ReportType').toLowerCase());
  if (!type) throw new RequestRefused('InvalidReportType');
  const [first, last] = [dayIn(fields.text('StartDate')), dayIn(fields.text('EndDate'))];
  checkPeriod(first, last, months);
  return {
    type,
    authorId,
    from: first?.toISOString() ?? null,
    to: last && last.getTime() < lastDay ? dayAfter(last).toISOString() : null,
    onlyOk: fields.isTrue('FilterOKStatus'),
    licenseId: licenseIn(fields.text('LicenseID')),
    sortBy: fields.text('SortBy').toLowerCase(),
  };
}

function checkPeriod(first: Date | null, last: Date | null, months: number | null): void {
  const refuse = (type: ErrorType) => {
    throw new RequestRefused(type);
  };
  if (first && last && last < first) refuse('InvalidDateRange');
  if (months === null) return;
  if (!first || !last) return refuse('InvalidDate');
  const end = new Date(first);
  end.setUTCMonth(end.getUTCMonth() + months);
  if (last > end) refuse('DateRangeTooLong');
}

/** `M/D/YYYY`, a day of UTC; null for a blank. [RPT-05, FMT-26] */
function dayIn(text: string): Date | null {
  if (text === '') return null;
  const [, month, day, year] = (/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []).map(Number);
  const date = new Date(Date.UTC(year ?? NaN, (month ?? NaN) - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  if (!exists) throw new RequestRefused('InvalidDate');
  return date;
}

/** After it nothing has been entered yet: a period that ends there has no end. */
const lastDay = Date.UTC(9999, 11, 31);

const dayAfter = (day: Date): Date => new Date(day.getTime() + 86_400_000);

function licenseIn(text: string): number | null {
  if (text === '') return null;
  const number = numberIn(text);
  if (number === undefined) throw new RequestRefused('InvalidLicenseID');
  return number;
}

const largest = 2147483647;

function numberIn(text: string): number | undefined {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= largest ? number : undefined;
}
