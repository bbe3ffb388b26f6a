import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { SentWrite } from './check-record.ts';

/** What a writer sent and was told, in a file that outlives a killed writer. */
export class Journal {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  note(write: SentWrite): void {
    writeSync(this.file, `${JSON.stringify(write)}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}

/** The last that is known of every command; a line that was cut off by the kill is ignored. */
export function readJournal(path: string): SentWrite[] {
  const last = new Map<string, SentWrite>();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    const write = JSON.parse(line) as SentWrite;
    last.set(write.commandId, write);
  }
  return [...last.values()];
}
