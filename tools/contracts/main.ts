// `npm run contracts`: writes docs/reference/asyncapi.json from the events of libs/contracts.
import { writeFile } from 'node:fs/promises';
import { asyncApi } from '@licet/contracts';

const file = new URL('../../docs/reference/asyncapi.json', import.meta.url);
await writeFile(file, `${JSON.stringify(asyncApi(), null, 2)}\n`);
process.stdout.write('docs/reference/asyncapi.json is up to date.\n');
