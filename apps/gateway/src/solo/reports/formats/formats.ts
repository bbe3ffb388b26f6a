import type { ReportType } from '../report-form.ts';
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { pdf } from './pdf.ts';
import { spreadsheet } from './spreadsheet.ts';
import { xmlElements, xmlParameters } from './xml.ts';

/** How each ReportType is written. [RPT-04] */
export const formats: Readonly<Record<ReportType, Format>> = {
  Csv: csv,
  Xls: spreadsheet(),
  XmlElements: xmlElements,
  XmlParameters: xmlParameters,
  Pdf: pdf,
};
