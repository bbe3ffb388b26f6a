// `npm run contracts`: writes docs/reference/asyncapi.json from the events of libs/contracts.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { asyncApi } from '@licet/contracts';
import { format, resolveConfig } from 'prettier';

const file = fileURLToPath(new URL('../../docs/reference/asyncapi.json', import.meta.url));
await writeFile(file, await format(JSON.stringify(asyncApi()), { ...(await resolveConfig(file)), filepath: file }));
process.stdout.write('docs/reference/asyncapi.json is up to date.\n');
