import type { Product } from './product.suite.ts';

/** An answer of the native API, or of any other path of the host. */
export interface Answer<T = Body> {
  status: number;
  headers: Headers;
  /** Undefined where there is no body. */
  body: T;
  text: string;
}

export interface Body {
  id: string;
  version: number;
  data: Body[];
  next: string | null;
  code: string;
  [member: string]: unknown;
}

export interface Asking {
  method?: string;
  /** Sent as JSON; a text is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A problem that the native API told, by the address that was asked. */
export interface ToldProblem {
  method: string;
  path: string;
  status: number;
  code: string;
}

/** All of this run, in order. */
export const problemsTold: ToldProblem[] = [];

/** Asks the native API as the demo key and answers with whatever comes back. */
export async function ask<T = Body>({ native }: Product, path: string, asking: Asking = {}): Promise<Answer<T>> {
  const { method = 'GET', body, headers = {} } = asking;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await answerOf<T>(
    await native.fetch(path, {
      method,
      headers: { ...type, ...headers },
      ...(sent === undefined ? {} : { body: sent }),
    }),
  );
  note(method, path, answer);
  return answer;
}

function note(method: string, target: string, { status, body }: Answer<unknown>): void {
  const path = target.split('?')[0] ?? '';
  if (status >= 400 && body !== undefined) problemsTold.push({ method, path, status, code: (body as Body).code });
}

export async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : undefined) as T,
    text,
  };
}

/** Codes and places of a problem, places sorted. */
export const placesOf = ({ body }: Answer): string[] =>
  ((body.errors ?? []) as { pointer?: string; parameter?: string; code: string }[])
    .map(({ pointer, parameter, code }) => `${pointer ?? parameter} ${code}`)
    .toSorted();

export const idForm = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`);
export const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
