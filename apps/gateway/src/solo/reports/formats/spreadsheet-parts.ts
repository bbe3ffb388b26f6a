import { element, writeXml, type XmlNode } from '@licet/xml';
import type { Cell } from '../rows.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const partType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const sheetPath = (n: number): string => `xl/worksheets/sheet${n}.xml`;
export const sheetStart = `<?xml version="1.0" encoding="utf-8"?>\n<worksheet xmlns="${main}"><sheetData>`;
export const sheetEnd = '</sheetData></worksheet>';

export const rowXml = (cells: readonly Cell[]): string => writeXml(element('row', cells.map(cellXml)));

function cellXml(cell: Cell): XmlNode {
  if (cell === null || cell === '') return element('c');
  if (typeof cell === 'number') return element('c', [element('v', cell)]);
  if (typeof cell === 'boolean') return element('c', [element('v', cell ? 1 : 0)], { t: 'b' });
  return element('c', [element('is', [element('t', cell, { 'xml:space': 'preserve' })])], { t: 'inlineStr' });
}

/** The parts of the package beside its sheets, by path. */
export function packageParts(sheets: number): [string, string][] {
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  const written = (node: XmlNode) => writeXml(node, { declaration: true });
  return [
    ['[Content_Types].xml', written(typesOf(numbers))],
    ['_rels/.rels', written(relationships([['officeDocument', 'xl/workbook.xml']]))],
    ['xl/workbook.xml', written(workbook(numbers))],
    [
      'xl/_rels/workbook.xml.rels',
      written(relationships(numbers.map((n) => ['worksheet', `worksheets/sheet${n}.xml`]))),
    ],
  ];
}

const typesOf = (sheets: number[]) =>
  element(
    'Types',
    [
      element('Default', '', {
        Extension: 'rels',
        ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
      }),
      element('Override', '', { PartName: '/xl/workbook.xml', ContentType: `${partType}.sheet.main+xml` }),
      ...sheets.map((n) =>
        element('Override', '', { PartName: `/${sheetPath(n)}`, ContentType: `${partType}.worksheet+xml` }),
      ),
    ],
    { xmlns: contentTypes },
  );

const relationships = (targets: [string, string][]) =>
  element(
    'Relationships',
    targets.map(([type, Target], i) =>
      element('Relationship', '', { Id: `rId${i + 1}`, Type: `${relations}/${type}`, Target }),
    ),
    { xmlns: packageRelations },
  );

const workbook = (sheets: number[]) =>
  element(
    'workbook',
    [
      element(
        'sheets',
        sheets.map((n) => element('sheet', '', { name: `Report ${n}`, sheetId: String(n), 'r:id': `rId${n}` })),
      ),
    ],
    { xmlns: main, 'xmlns:r': relations },
  );
