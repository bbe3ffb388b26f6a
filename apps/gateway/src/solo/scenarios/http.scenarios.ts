/** A request over the network and what came back. */
export interface HttpRequest {
  method: 'POST' | 'GET';
  path: string;
  headers: Record<string, string>;
  body: string | Buffer;
}
export interface HttpReply {
  status: number;
  type: string;
  headers: Record<string, string | undefined>;
  body: string;
}
export type Send = (request: HttpRequest) => Promise<HttpReply>;

/** Sends to whoever listens there: the routes alone, or the whole platform. */
export const sendTo =
  (url: string): Send =>
  async ({ method, path, headers, body }) => {
    const reply = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(method === 'POST' ? { body: Buffer.from(body) } : {}),
    });
    return {
      status: reply.status,
      type: reply.headers.get('content-type') ?? '',
      headers: Object.fromEntries(reply.headers),
      body: await reply.text(),
    };
  };
