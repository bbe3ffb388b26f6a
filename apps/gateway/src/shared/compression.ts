import compress from '@fastify/compress';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Below this an answer fits a packet or two anyway. Bytes. */
const threshold = 1024;

/** Compresses JSON for callers that ask for it; streams of events and what other dialects answer go out as they are. [API-REP-20] */
export async function compressJson(app: NestFastifyApplication): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    customTypes: /^application\/(problem\+)?json/,
    threshold,
    globalDecompression: false,
  });
}
