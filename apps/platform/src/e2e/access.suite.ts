import { request as httpRequest } from 'node:http';
import { NativeClient } from '../clients/rest-clients.ts';
import { type Fields, SoloClient } from '../clients/solo-client.ts';
import { type Answer, type Asking, type Body, ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

/** Steps that the suites about users, permissions and keys share. */
export interface Access {
  /** Changes settings of the account; they hold on the next call. */
  set: (settings: object) => Promise<void>;
  /** Makes an API user and answers with its logon. */
  user: (settings?: object) => Promise<NewUser>;
  /** ResultCode of an Add by this logon. */
  add: (logon: Fields, fields?: Fields, solo?: SoloClient) => Promise<number>;
}

export interface NewUser {
  id: string;
  logon: { AuthorID: number; UserID: string; UserPassword: string };
}

export const post = (body: unknown): Asking => ({ method: 'POST', body });
export const patch = (body: unknown): Asking => ({ method: 'PATCH', body });

export function accessOf(product: () => Product): Access {
  return {
    set: async (settings) => {
      const { status, text } = await ask(product(), '/account', patch({ settings }));
      if (status !== 200) throw new Error(`PATCH /account answered ${status}: ${text}`);
    },
    user: async (settings = {}) => newUser(product(), { kind: 'api', name: 'back office', ...settings }),
    add: async (logon, fields = {}, solo = product().solo) => {
      const { access, author } = product();
      const { code } = await solo.add({
        ...author,
        ProdOptionID: access.products[0]!.options[0]!.prodOptionId,
        CustomerID: access.customers[0]!.customerId,
        ...{ Quantity: 1, UnitPrice: '0', ActivationCount: 5, DeactivationCount: 5 },
        ...logon,
        ...fields,
      });
      return code;
    },
  };
}

/** With all scopes that SOLO's methods ask for, unless told otherwise. */
export const soloScopes = ['licenses:create', 'licenses:write', 'licenses:status'];

export async function newUser(product: Product, body: object): Promise<NewUser> {
  const made = await ask<Made>(product, '/users', post({ scopes: soloScopes, ...body }));
  if (made.status !== 201) throw new Error(`POST /users answered ${made.status}: ${made.text}`);
  return { id: made.body.id, logon: logonOf(product, made) };
}

interface Made extends Body {
  login: string;
  secrets: { apiUserPassword?: string; password?: string };
}

/** What one logs on with after this answer. */
export const logonOf = ({ author }: Product, { body }: Answer): NewUser['logon'] => {
  const { login, secrets } = body as Made;
  return { AuthorID: author.AuthorID, UserID: login, UserPassword: secrets.apiUserPassword ?? secrets.password ?? '' };
};

/** A key of the native API with these settings, and a product whose calls it makes. */
export async function withKey(product: Product, body: object): Promise<{ id: string; key: string; product: Product }> {
  const made = await ask(product, '/keys', post({ name: 'suite', ...body }));
  if (made.status !== 201) throw new Error(`POST /keys answered ${made.status}: ${made.text}`);
  const key = String(made.body.secret);
  const { baseUrl } = product.access;
  return { id: made.body.id, key, product: { ...product, native: new NativeClient({ baseUrl, apiKey: key }) } };
}

/** `fetch` from another address of this machine. */
export const fetchFrom =
  (localAddress: string): typeof fetch =>
  (url, { method = 'GET', headers, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = body instanceof URLSearchParams ? body.toString() : ((body ?? '') as string);
      const form = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
      const options = { method, localAddress, headers: { ...form, ...Object.fromEntries(new Headers(headers)) } };
      const outgoing = httpRequest(url as string, options, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () => {
          const told = new Headers();
          for (const [name, values = []] of Object.entries(reply.headersDistinct))
            for (const value of values) told.append(name, value);
          const text = chunks.length > 0 ? Buffer.concat(chunks) : null;
          resolve(new Response(text, { status: reply.statusCode ?? 0, headers: told }));
        });
      });
      outgoing.on('error', reject).end(sent);
    });

export const soloFrom = ({ access }: Product, address: string): SoloClient =>
  new SoloClient(access.baseUrl, 'post', fetchFrom(address));

/** Wrong logons of a whole suite come from one address: they must not shut out the rest of it. */
export const tolerateWrongLogons = (product: Product): Promise<void> =>
  accessOf(() => product).set({ logonFailures: { count: 1000, minutes: 1 } });
