import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { HostNames } from './host-names.ts';
import { mayBeCalled, outgoingUrl } from './outgoing-url.ts';

/** What calls to servers of others obey. */
export interface OutgoingRules {
  /** Addresses and networks that may be called although they are not public. */
  networks: readonly string[];
  /** PEM of authorities that are trusted beside the usual ones. */
  authorities?: string;
}

export interface OutgoingAnswer {
  status: number;
  /** Its first 64 KiB. */
  body: string;
}

export interface OutgoingCall {
  method: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

/** A call that got no answer: the reason may be logged. */
export class OutgoingFailed extends Error {}

const mostBytes = 65_536;
/** Calls of one server at a time; further ones wait, and their time runs. */
const mostCalls = 64;

/**
 * Calls servers of others: HTTPS only, no redirects, answers up to 64 KiB, and only addresses that may be called; the address that was
 * looked at is the address connected to. [API-WHK-01, API-WHK-10, API-OPT-12]
 */
export class OutgoingCaller {
  readonly #rules: OutgoingRules;
  readonly #agent: Agent;

  constructor(rules: OutgoingRules = { networks: [] }) {
    this.#rules = rules;
    const lookup = permittedOnly(rules.networks);
    const trusted = rules.authorities === undefined ? {} : { ca: rules.authorities };
    this.#agent = new Agent({ keepAlive: true, maxSockets: mostCalls, lookup, ...trusted });
  }

  /** POSTs a body and answers whatever status comes back. Throws `OutgoingFailed` when none does within `timeoutMs`. */
  async post(text: string, sent: Omit<OutgoingCall, 'method'>): Promise<OutgoingAnswer> {
    const { status, body } = await this.call(text, { ...sent, method: 'POST' });
    return { status, body };
  }

  /** Like `post` by any method. `type`: media type of the answer. */
  async call(
    text: string,
    { timeoutMs, ...sent }: OutgoingCall,
  ): Promise<OutgoingAnswer & { type: string | undefined }> {
    const url = outgoingUrl(text, this.#rules.networks);
    if (!url) throw new OutgoingFailed('its address is not an https address that may be called');
    try {
      return await this.#send(url, sent, AbortSignal.timeout(Math.max(timeoutMs, 1)));
    } catch (error) {
      throw new OutgoingFailed(reasonOf(error), { cause: error });
    }
  }

  /** Ends connections that are kept for later calls. */
  close(): void {
    this.#agent.destroy();
  }

  #send(url: URL, { method, headers, body }: Omit<OutgoingCall, 'timeoutMs'>, signal: AbortSignal) {
    return new Promise<OutgoingAnswer & { type: string | undefined }>((resolve, reject) => {
      const length = body === '' && method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = { method, agent: this.#agent, signal, headers: { ...headers, ...length } };
      const outgoing = request(url, options, (incoming) => {
        read(incoming).then(resolve, reject);
      });
      outgoing.on('error', reject).end(body);
    });
  }
}

/** The answer up to the limit; what comes after it is not waited for. */
async function read(incoming: IncomingMessage): Promise<OutgoingAnswer & { type: string | undefined }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBytes) break; // which ends the connection
  }
  const body = Buffer.concat(chunks).subarray(0, mostBytes).toString();
  return { status: incoming.statusCode ?? 0, body, type: incoming.headers['content-type'] };
}

/** Names whose every address may be called; a connection is made to one of those that were looked at. */
function permittedOnly(networks: readonly string[]): LookupFunction {
  const names = new HostNames();
  return (hostname, options, done) => {
    const answer = names.addressesOf(hostname).then((found) => {
      const barred = found.find(({ address }) => !mayBeCalled(address, networks));
      const [first] = found;
      if (barred || !first) throw new Error('its name stands for an address that may not be called');
      return { all: found, first };
    });
    answer.then(
      ({ all, first }) => {
        if (options.all) done(null, all);
        else done(null, first.address, first.family);
      },
      (error: unknown) => {
        done(error as NodeJS.ErrnoException, []);
      },
    );
  };
}

const reasonOf = (error: unknown): string => {
  const { name, message } = error as Error;
  return name === 'AbortError' || name === 'TimeoutError' ? 'it did not answer in time' : message;
};
