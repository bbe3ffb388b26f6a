import type { FirstRun } from '../first-run/first-run-file.ts';

/** Status string of a license in software_DNA's words. [DNA-STATUS] */
export async function dnaStatus({ baseUrl, dna }: FirstRun, productId: string, code: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${dna.clientId}:${dna.apiKey}`).toString('base64')}`;
  const url = `${baseUrl}/v1/Licenses/${productId}/${encodeURIComponent(code)}/status`;
  const { Status } = await json<{ Status: string }>(await fetch(url, { headers: { authorization } }));
  return Status;
}

/** CodeDetails of a license in IntelliProtector's words. [IP-DETAILS] */
export async function ipDetails({ baseUrl, intelliProtector }: FirstRun, codeId: string) {
  const { vendorId, webApiKey } = intelliProtector;
  const response = await fetch(`${baseUrl}/LicenseCode/Details`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ CodeId: codeId, AccessInfo: { VendorId: vendorId, WebApiKey: webApiKey } }),
  });
  const { CodeDetails, ResponseDetails } = await json<{
    CodeDetails: Record<string, unknown> | null;
    ResponseDetails: { ResponseStatus: string; Message: string };
  }>(response);
  if (!CodeDetails) throw new Error(`LicenseCode/Details answered ${ResponseDetails.ResponseStatus}`);
  return CodeDetails;
}

export interface FeedEvent {
  id: string;
  cursor: string;
  type: string;
  time: string;
  subject: { object: string; id: string };
  actor: { kind: string; id: string; name: string | null };
  via: string;
  changes: { path: string; before: unknown; after: unknown }[];
  data: Record<string, unknown>;
}

/** A client of the native API with the key of the first start. */
export class NativeClient {
  constructor(private readonly access: Pick<FirstRun, 'baseUrl' | 'apiKey'>) {}

  get = async <T>(path: string): Promise<T> => json<T>(await this.fetch(path));

  send = async <T>(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<T> =>
    json<T>(
      await this.fetch(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    );

  events = (query: Record<string, string>) =>
    this.get<{ data: FeedEvent[]; next: string }>(`/events?${new URLSearchParams(query).toString()}`);

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { baseUrl, apiKey } = this.access;
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${apiKey}`);
    return fetch(`${baseUrl}/api/v1${path}`, { ...init, headers });
  }
}

async function json<T>(response: Response): Promise<T> {
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered HTTP ${response.status}: ${body.slice(0, 500)}`);
  return JSON.parse(body) as T;
}
