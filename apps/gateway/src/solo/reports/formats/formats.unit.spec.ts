import { parseXml } from '@licet/xml';
import { unzipSync } from 'fflate';
import type { Cell } from '../rows.ts';
import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { pdf } from './pdf.ts';
import { spreadsheet } from './spreadsheet.ts';
import { xmlElements, xmlParameters } from './xml.ts';

const head = { title: 'A report', columns: ['LicenseID', 'CompanyName', 'IsTestLicense'] };
const pages: Cell[][][] = [
  [
    [4001, 'Löwe & "Söhne", <Köln>\nam Rhein', true],
    [4002, '=HYPERLINK("x")', false],
  ],
  [],
  [[4003, null, false]],
];
async function* given(of: Cell[][][]) {
  for (const page of of) yield await Promise.resolve(page);
}
async function written(format: Format, of = pages): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of format.write(head, given(of))) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

describe('Csv', () => {
  it('names the columns first and quotes what needs it, without byte order mark [RPT-04]', async () => {
    expect((await written(csv)).toString()).toBe(
      [
        'LicenseID,CompanyName,IsTestLicense',
        '4001,"Löwe & ""Söhne"", <Köln>\nam Rhein",true',
        `4002,"'=HYPERLINK(""x"")",false`,
        '4003,,false',
        '',
      ].join('\r\n'),
    );
  });

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'lets the text %j become no formula of a spreadsheet',
    async (text) => {
      const [, line = ''] = (await written(csv, [[[1, text, null]]]))
        .toString()
        .split('LicenseID,CompanyName,IsTestLicense\r\n');
      expect(line).toMatch(/^1,"?'/);
    },
  );
});

describe('XmlElements and XmlParameters', () => {
  it('hold a row per element, columns as elements or as attributes of it [RPT-04]', async () => {
    const rows = parseXml(await written(xmlElements)).childrenNamed('Row');
    expect(rows.map((row) => head.columns.map((name) => row.textOf(name) ?? ''))).toEqual([
      ['4001', 'Löwe & "Söhne", <Köln>\nam Rhein', 'true'],
      ['4002', '=HYPERLINK("x")', 'false'],
      ['4003', '', 'false'],
    ]);
    const parameters = parseXml(await written(xmlParameters)).childrenNamed('Row');
    expect(parameters.map((row) => head.columns.map((name) => row.attribute(name)))).toEqual(
      rows.map((row) => head.columns.map((name) => row.textOf(name) ?? '')),
    );
  });

  it('are well-formed without rows', async () => {
    expect(parseXml(await written(xmlElements, [])).children).toEqual([]);
  });
});

describe('Xls', () => {
  const sheetsIn = (archive: Buffer) => {
    const files = unzipSync(archive);
    const paths = Object.keys(files).filter((path) => path.startsWith('xl/worksheets/'));
    const sheets = paths.map((path) => parseXml(Buffer.from(files[path]!)));
    return { files, rows: sheets.map((sheet) => sheet.child('sheetData')!.children) };
  };

  it('is a workbook whose texts are texts, not formulas [RPT-04]', async () => {
    const { rows } = sheetsIn(await written(spreadsheet()));
    expect(rows).toHaveLength(1);
    const [columns, first, second] = rows[0]!;
    expect(columns?.children.map((cell) => cell.child('is')?.textOf('t'))).toEqual(head.columns);
    expect(first?.children.map((cell) => cell.textOf('v') ?? cell.child('is')?.textOf('t'))).toEqual([
      ...['4001', 'Löwe & "Söhne", <Köln>\nam Rhein', '1'],
    ]);
    expect(second?.children[1]).toMatchObject({ attributes: [{ name: 't', value: 'inlineStr' }] });
  });

  it('goes on on another sheet where one is full, and names all of them', async () => {
    const rows = Array.from({ length: 7 }, (_, i): Cell[] => [i, 'x', false]);
    const { files, rows: sheets } = sheetsIn(await written(spreadsheet(4), [rows.slice(0, 5), rows.slice(5)]));
    expect(sheets.map((sheet) => sheet.length)).toEqual([4, 4, 2]);
    const numbers = sheets.flatMap((sheet) => sheet.slice(1).map((row) => Number(row.children[0]?.textOf('v'))));
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const workbook = parseXml(Buffer.from(files['xl/workbook.xml']!));
    expect(workbook.child('sheets')?.children).toHaveLength(3);
    for (const path of Object.keys(files)) expect(() => parseXml(Buffer.from(files[path]!))).not.toThrow();
  });
});

describe('Pdf', () => {
  it('is a document that begins and ends as one, of as many pages as it needs [RPT-04]', async () => {
    const many = Array.from({ length: 200 }, (_, i): Cell[] => [i, 'Łódź – text', true]);
    const text = (await written(pdf, [many])).toString('latin1');
    expect(text.slice(0, 5)).toBe('%PDF-');
    expect(text.trimEnd().slice(-5)).toBe('%%EOF');
    expect([...text.matchAll(/\/Type \/Page\b(?!s)/g)].length).toBeGreaterThan(2);
  });
});

describe('a long report', () => {
  const rows = 200_000;
  const page = 500;
  /** Pages that are made as they are read. */
  async function* long() {
    for (let i = 0; i < rows / page; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      yield Array.from({ length: page }, (_, n): Cell[] => [i * page + n, `Company ${n} of page ${i}`, n % 2 === 0]);
    }
  }

  it.each([
    ['Csv', csv],
    ['XmlElements', xmlElements],
    ['Xls', spreadsheet()],
  ])(
    'is written as it is read, whatever its length: %s',
    async (_, format) => {
      let [read, most, length] = [0, 0, 0];
      async function* counted() {
        for await (const rowsOfPage of long()) {
          read++;
          yield rowsOfPage;
        }
      }
      let written = 0;
      for await (const chunk of format.write(head, counted())) {
        length += chunk.length;
        most = Math.max(most, read - written);
        written = read;
      }
      expect(read).toBe(rows / page);
      expect(length).toBeGreaterThan(rows);
      expect(most).toBeLessThan(50); // pages between two chunks: what a compressor may hold back
    },
    60_000,
  );
});
