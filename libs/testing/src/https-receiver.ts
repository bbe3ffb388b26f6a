import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a receiver answers with; null: it takes the call and never answers. */
export type Answering = { status?: number; headers?: Record<string, string>; body?: string } | null;

export interface HttpsReceiver {
  /** `https://localhost:<port>`; its certificate must be for that name. */
  url: string;
  port: number;
  /** Every call so far. */
  received: Received[];
  /** How each call from now on is answered; 200 with an empty object before. */
  answer: (with_: (call: Received) => Answering | Promise<Answering>) => void;
  close: () => Promise<void>;
}

/** A server of somebody else, as a product calls it: HTTPS on a free port of this machine, both families of addresses. */
export async function startHttpsReceiver(tls: { cert: string; key: string }): Promise<HttpsReceiver> {
  const received: Received[] = [];
  let answering: Parameters<HttpsReceiver['answer']>[0] = () => ({ body: '{}' });
  const server = createServer(tls, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      received.push(call);
      void Promise.resolve(answering(call)).then((answer) => {
        if (answer) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
      });
    });
  });
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    port,
    received,
    answer: (with_) => {
      answering = with_;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
