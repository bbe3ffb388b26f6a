import { setImmediate as turn } from 'node:timers/promises';
import type { Cell } from '../rows.ts';
import { type Format, textOf } from './format.ts';

const page = { size: 'A4', layout: 'landscape', margin: 28 } as const;
const line = { title: 12, text: 6, height: 9 };
/** Drawing is slow: so many rows, then others have their turn. */
const rowsAtOnce = 20;

/** A table for print: a row is one line, what does not fit its column is cut. Text beyond Windows-1252 is shown as `?`. [RPT-04] */
export const pdf: Format = {
  contentType: 'application/pdf',
  extension: 'pdf',
  async *write({ title, columns }, pages) {
    const { default: Document } = await import('pdfkit'); // takes long to load, and few ask for it
    const doc = new Document({ ...page, autoFirstPage: false, info: { Title: title } });
    const sheet = new Sheet(doc, title, columns);
    for await (const rows of pages)
      for (let i = 0; i < rows.length; i += rowsAtOnce) {
        for (const row of rows.slice(i, i + rowsAtOnce)) sheet.add(row);
        yield* sheet.taken();
        await turn();
      }
    yield* sheet.end();
  },
};

/** A document whose pages are taken away as they are full. */
class Sheet {
  readonly #doc: PDFKit.PDFDocument;
  readonly #columns: readonly string[];
  readonly #title: string;
  #y = 0;

  constructor(doc: PDFKit.PDFDocument, title: string, columns: readonly string[]) {
    this.#doc = doc;
    this.#title = title;
    this.#columns = columns;
    this.#turnPage();
  }

  add(row: readonly Cell[]): void {
    if (this.#y + line.height > this.#doc.page.height - page.margin) this.#turnPage();
    this.#print(row.map(textOf));
  }

  *taken(): Generator<Uint8Array> {
    for (let chunk: Buffer | null; (chunk = this.#doc.read() as Buffer | null) !== null;) yield chunk;
  }

  async *end(): AsyncGenerator<Uint8Array> {
    this.#doc.end();
    for await (const chunk of this.#doc) yield chunk as Buffer;
  }

  #turnPage(): void {
    this.#doc.addPage();
    this.#doc.font('Helvetica-Bold').fontSize(line.title).text(this.#title, page.margin, page.margin);
    this.#y = page.margin + 2 * line.title;
    this.#doc.fontSize(line.text);
    this.#print(this.#columns);
    this.#doc.font('Helvetica');
  }

  #print(texts: readonly string[]): void {
    const width = (this.#doc.page.width - 2 * page.margin) / this.#columns.length;
    for (const [i, text] of texts.entries())
      if (text !== '') this.#doc.text(fitting(text, width), page.margin + i * width, this.#y, { lineBreak: false });
    this.#y += line.height;
  }
}

/** Letters are a little more than half as wide as they are high, on the whole. */
function fitting(text: string, width: number): string {
  const shown = printable(text);
  const most = Math.floor(width / (line.text * 0.58));
  return shown.length <= most ? shown : `${shown.slice(0, most - 1)}…`;
}

/** What the standard fonts of PDF have. */
const printable = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[^\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu, '?');
