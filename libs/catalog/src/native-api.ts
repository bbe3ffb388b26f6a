import { randomUUID } from 'node:crypto';

/** An object as the native API shows it. */
export type Shown = Readonly<Record<string, unknown>> & { readonly id: string; readonly version?: number };

/** What a catalog needs of the native API. */
export interface CatalogApi {
  /** Every object of a collection that the query finds. */
  list: (path: string, query: Readonly<Record<string, string>>) => Promise<Shown[]>;
  /** The object that an id of any form names; null for none. */
  get: (path: string) => Promise<Shown | null>;
  create: (path: string, body: object) => Promise<Shown>;
  /** Changes what was read as this version; whoever changed it since then wins. */
  change: (path: string, body: object, version: number | undefined) => Promise<Shown>;
}

/** One member that the platform refused. */
export interface Offense {
  pointer?: string;
  detail: string;
}

/** A problem document that the platform answered. */
export class ProblemAnswered extends Error {
  override readonly name = 'ProblemAnswered';
  readonly offenses: readonly Offense[];

  constructor(
    readonly status: number,
    problem: { title?: string; detail?: string; errors?: readonly Offense[] },
  ) {
    super(problem.detail ?? problem.title ?? `The platform answered HTTP ${status}.`);
    this.offenses = problem.errors ?? [];
  }
}

/** The native API of a running platform. `url`: its address without `/api/v1`; `key`: a native key. Network faults reject. */
export class NativeApi implements CatalogApi {
  constructor(private readonly access: { url: string; key: string }) {}

  async list(path: string, query: Readonly<Record<string, string>>): Promise<Shown[]> {
    const found: Shown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const search = new URLSearchParams({ ...query, limit: '200', ...(cursor !== '' && { cursor }) });
      const page: { data: Shown[]; next: string | null } = await this.#send('GET', `${path}?${search.toString()}`);
      found.push(...page.data);
      cursor = page.next;
    }
    return found;
  }

  async get(path: string): Promise<Shown | null> {
    try {
      return await this.#send('GET', path);
    } catch (error) {
      if (error instanceof ProblemAnswered && error.status < 500) return null;
      throw error;
    }
  }

  create<T extends object = Shown>(path: string, body: object): Promise<T> {
    return this.#send('POST', path, body, { 'idempotency-key': randomUUID() });
  }

  change(path: string, body: object, version: number | undefined): Promise<Shown> {
    return this.#send('PATCH', path, body, version === undefined ? {} : { 'if-match': `"${version}"` });
  }

  async #send<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(new URL(`/api/v1${path}`, this.access.url), {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${this.access.key}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json().catch(() => ({}))) as object;
    if (!response.ok) throw new ProblemAnswered(response.status, answer);
    return answer as T;
  }
}
