import { element, writeXml } from '@licet/xml';

/** Why no report is answered, and what is said of it. The names are ours: the documents print none. [RPT-06] */
const messages = {
  WebServiceLoginRequired: 'WebServiceLogin=True is expected.',
  InvalidLogin: 'The author logon failed.',
  AccessDenied: 'The user lacks the permission that this report needs.',
  InvalidReportType: 'ReportType is Csv, Xls, XmlElements, XmlParameters or Pdf.',
  InvalidDate: 'StartDate and EndDate are days of the form M/D/YYYY; this report may need both.',
  InvalidDateRange: 'EndDate lies before StartDate.',
  DateRangeTooLong: 'The period is longer than one request of this report may ask for.',
  InvalidLicenseID: 'LicenseID is not a number of a license.',
  TooManyRowsToSort: 'The report has too many rows to be sorted: ask for a shorter period, or leave out SortBy.',
} as const;

export type ErrorType = keyof typeof messages;
export const errorTypes = Object.keys(messages) as ErrorType[];

/** A request that no report is answered to. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly type: ErrorType;

  constructor(type: ErrorType) {
    super(messages[type]);
    this.type = type;
  }
}

/** Begins with its root, without declaration or byte order mark: callers look at the first bytes. [RPT-06] */
export const requestError = ({ type, message }: RequestRefused): string =>
  writeXml(element('RequestError', [element('ErrorType', type), element('ErrorMessage', message)]));
