import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends a request target byte for byte, which `fetch` would tidy up. */
export type Ask = (target: string, asking?: Asking) => Promise<Answer>;

export const askAt =
  (url: string): Ask =>
  (target, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const outgoing = httpRequest({ hostname, port, path: target, method, headers, agent: false }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => {
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

/** Body of a JSON answer. */
export const jsonOf = <T = Record<string, unknown>>({ body }: Answer): T => JSON.parse(body) as T;
