import { element, writeXml, type XmlNode } from '@licet/xml';
import type { Cell } from '../rows.ts';
import { type Format, textOf } from './format.ts';

const start = '<?xml version="1.0" encoding="utf-8"?>\n<Report>\n';
const end = '</Report>\n';

const xml = (rowOf: (columns: readonly string[], row: Cell[]) => XmlNode): Format => ({
  contentType: 'text/xml; charset=utf-8',
  extension: 'xml',
  async *write({ columns }, pages) {
    yield start;
    for await (const rows of pages) yield rows.map((row) => `${writeXml(rowOf(columns, row))}\n`).join('');
    yield end;
  },
});

/** A row is an element, each column an element in it. [RPT-04] */
export const xmlElements = xml((columns, row) =>
  element(
    'Row',
    columns.map((name, i) => element(name, textOf(row[i] ?? null))),
  ),
);

/** A row is an element, each column an attribute of it. [RPT-04] */
export const xmlParameters = xml((columns, row) =>
  element('Row', '', Object.fromEntries(columns.map((name, i) => [name, textOf(row[i] ?? null)]))),
);
