// usage: writer-process.ts <database url> <journal>   eight random writers, until SIGTERM
import { EventStore } from '../event-store.ts';
import { Journal } from './journal.ts';
import { RandomWriter } from './writer.ts';

const [url, path] = process.argv.slice(2) as [string, string];
const store = await EventStore.open({ url, service: 'activations', connections: 2, limits: { patienceMs: 1_000 } });
const journal = new Journal(path);
const writers = Array.from(
  { length: 8 },
  () =>
    new RandomWriter(store, (write) => {
      journal.note(write);
    }),
);
process.on('SIGTERM', () => {
  for (const writer of writers) writer.stopped = true;
});
await Promise.all(writers.map((writer) => writer.run()));
await store.close();
journal.close();
