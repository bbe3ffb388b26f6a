import { Zip, ZipDeflate } from 'fflate';
import type { Cell } from '../rows.ts';
import type { Format } from './format.ts';
import { packageParts, rowXml, sheetEnd, sheetPath, sheetStart } from './spreadsheet-parts.ts';

/** What a sheet holds at most in the programs that open it. */
const largestSheet = 1_048_576;

/**
 * Office Open XML, written as it is read. Libraries that write it hold all rows in memory and keep the process busy until the last; so the
 * parts are written here, and the archive by a library. Every text stays a text: no cell is a formula. [RPT-04]
 */
export const spreadsheet = (rowsPerSheet = largestSheet): Format => ({
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
  async *write({ columns }, pages) {
    const workbook = new Workbook([...columns], rowsPerSheet);
    for await (const rows of pages) {
      workbook.add(rows);
      yield* workbook.taken();
    }
    workbook.end();
    yield* workbook.taken();
  },
});

/** A workbook whose bytes are taken away as they come; what does not fit on a sheet goes on the next. */
class Workbook {
  readonly #columns: Cell[];
  readonly #rowsPerSheet: number;
  readonly #chunks: Uint8Array[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.#chunks.push(chunk);
  });
  #part: ZipDeflate | undefined;
  #sheets = 0;
  #room = 0;

  constructor(columns: Cell[], rowsPerSheet: number) {
    this.#columns = columns;
    this.#rowsPerSheet = rowsPerSheet;
    this.#turnSheet();
  }

  add(rows: readonly Cell[][]): void {
    for (let rest = rows; rest.length > 0;) {
      if (this.#room === 0) this.#turnSheet();
      const fitting = rest.slice(0, this.#room);
      this.#write(fitting.map(rowXml).join(''));
      this.#room -= fitting.length;
      rest = rest.slice(fitting.length);
    }
  }

  end(): void {
    this.#write(sheetEnd, true);
    for (const [path, content] of packageParts(this.#sheets)) {
      this.#open(path);
      this.#write(content, true);
    }
    this.#zip.end();
  }

  taken(): Uint8Array[] {
    return this.#chunks.splice(0);
  }

  #turnSheet(): void {
    if (this.#sheets > 0) this.#write(sheetEnd, true);
    this.#sheets++;
    this.#room = this.#rowsPerSheet - 1; // the first row names the columns
    this.#open(sheetPath(this.#sheets));
    this.#write(sheetStart + rowXml(this.#columns));
  }

  #open(path: string): void {
    this.#part = new ZipDeflate(path, { level: 6 });
    this.#zip.add(this.#part);
  }

  #write(text: string, last = false): void {
    this.#part?.push(Buffer.from(text), last);
  }
}
