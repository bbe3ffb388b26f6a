import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file (mode 0600) as a whole: after a power cut there is the old one or the new one. When it has resolved, the new one. */
export async function writePrivately(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, file);
  await flushFolder(dirname(file));
}

/** Brings names of files to the disk, as flushing a file brings what is in it. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
