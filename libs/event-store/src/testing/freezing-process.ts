// usage: freezing-process.ts <database url>   locks lanes inside a transaction, says so, and waits to be frozen
import { connectForAppends } from '../connections.ts';

const client = await connectForAppends(process.argv[2] ?? '');
await client.query('begin');
await client.query('select from lane order by id for no key update');
process.stdout.write('locked\n');
setInterval(() => undefined, 1_000);
