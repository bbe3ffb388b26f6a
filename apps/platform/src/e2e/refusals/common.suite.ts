import { scopes } from '@licet/contracts';
import { NativeClient } from '../../clients/rest-clients.ts';
import { withKey } from '../access.suite.ts';
import type { ApiDocument, Operation, Schema } from '../contract/api-document.suite.ts';
import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import { newKey } from '../native-idempotency.suite.ts';
import type { Told } from '../operation-calls.suite.ts';
import type { Product } from '../product.suite.ts';

/** A refusal that has nothing to do with what an operation is about. */
export interface CommonRefusal {
  refuses: string;
  when: string;
  /** What it must point to. [API-ERR-03] */
  names?: string;
  /** Changes of the account for as long as it is provoked. */
  account?: object;
  /** Who asks, where it is not the demo key: made once for as long as `of` is the same. */
  by?: { of: (operation: Operation) => string; make: (product: Product, of: string) => Promise<Product> };
  asking: (operation: Operation, product: Product, document: ApiDocument) => Told | Promise<Told>;
  /** Whether objects are needed that there are. */
  aboutObjects?: true;
}

/** What is refused before anything is looked up. */
export const commonRefusals: CommonRefusal[] = [
  { refuses: '401 unauthenticated', when: 'nobody has the key', by: { of: always, make: stranger }, asking: nothing },
  { refuses: '401 key_expired', when: 'the key was revoked', by: { of: always, make: revoked }, asking: nothing },
  {
    refuses: '403 address_not_allowed',
    when: 'the key is for another address',
    by: { of: always, make: elsewhere },
    asking: nothing,
  },
  {
    refuses: '403 scope_missing',
    when: 'the key has every scope but the one',
    by: { of: ({ security }) => security?.[0]?.key?.join() ?? '', make: lacking },
    asking: nothing,
  },
  {
    refuses: '403 account_read_only',
    when: 'the account is',
    account: { readOnly: true },
    asking: nothing,
  },
  { refuses: '414 target_too_long', when: 'the address has more than 4 KiB', asking: queried(`x=${'x'.repeat(4096)}`) },
  {
    refuses: '431 headers_too_large',
    when: 'headers have more than 16 KiB',
    asking: headed('x-long', 'x'.repeat(16_384)),
  },
  {
    refuses: '413 body_too_large',
    when: 'the body has more than 1 MiB',
    asking: () => ({ body: { name: 'x'.repeat(1024 * 1024) } }),
  },
  { refuses: '400 json_invalid', when: 'the body is no JSON', asking: () => ({ body: '{' }) },
  {
    refuses: '415 media_type_unsupported',
    when: 'the body is a text',
    asking: () => ({ body: '{}', headers: { 'content-type': 'text/plain' } }),
  },
  {
    refuses: '400 parameter_missing',
    when: 'a member is not there',
    asking: (operation, _, document) => incomplete(document.bodyOf(operation)),
  },
  { refuses: '400 parameter_invalid', when: 'something is not of its form', asking: malformed },
  {
    refuses: '400 parameter_unknown',
    when: 'a member or parameter is unknown, and names it',
    names: 'unheardOf',
    asking: ({ requestBody }) => (requestBody ? { body: { unheardOf: 1 } } : { query: 'unheardOf=1' }),
  },
  {
    refuses: '400 filter_unknown',
    when: 'a filter is unknown, and names it',
    names: 'unheardOf',
    asking: queried('unheardOf=1'),
  },
  { refuses: '400 cursor_invalid', when: 'the place to wait for is none', asking: headed('licet-min-cursor', '!') },
  {
    refuses: '400 idempotency_key_missing',
    when: 'the account asks for one',
    account: { settings: { requireIdempotencyKey: true } },
    asking: nothing,
  },
  { refuses: '422 idempotency_key_reused', when: 'the key stands for another call', asking: reused },
  {
    refuses: '428 precondition_required',
    when: 'the account asks for one',
    account: { settings: { requireIfMatch: true } },
    aboutObjects: true,
    asking: ({ method }) => (method === 'POST' ? { headers: { 'idempotency-key': newKey() } } : {}),
  },
];

/** What cannot be brought about from outside, or not by one call, with where it is proved for all operations at once. */
export const provedForAll: Record<string, string> = {
  '404 not_found': 'of objects in the address: every-refusal.suite.ts',
  '412 version_conflict': 'operations.suite.ts',
  '409 idempotency_in_progress': 'native-idempotency.suite.ts',
  '429 rate_limited': 'conventions.unit.spec.ts of the gateway',
  '403 account_closed': 'second-gateway.suite.ts',
  '503 read_model_behind': 'conventions.unit.spec.ts of the gateway, feed.int.spec.ts of the projector',
  '503 unavailable': 'native.unit.spec.ts of the gateway',
  '503 outcome_unknown': 'shared.unit.spec.ts of the gateway',
  '500 internal': 'native.unit.spec.ts of the gateway',
};

function always(): string {
  return '';
}

function nothing(): Told {
  return {};
}

function queried(query: string): () => Told {
  return () => ({ query });
}

function headed(name: string, value: string): () => Told {
  return () => ({ headers: { [name]: value } });
}

function stranger(product: Product): Promise<Product> {
  const { baseUrl } = product.access;
  return Promise.resolve({ ...product, native: new NativeClient({ baseUrl, apiKey: 'lk_live_nobody_secret' }) });
}

async function revoked(product: Product): Promise<Product> {
  const { id, product: own } = await withKey(product, { scopes: [] });
  await ask(product, `/keys/${id}/transitions`, post({ to: 'revoked' }));
  return own;
}

async function elsewhere(product: Product): Promise<Product> {
  return (await withKey(product, { scopes: [], allowedAddresses: ['192.0.2.1'] })).product;
}

async function lacking(product: Product, scope: string): Promise<Product> {
  return (await withKey(product, { scopes: scopes.filter((it) => it !== scope) })).product;
}

/** Under a key that stands for the making of a product. */
async function reused(_: Operation, product: Product): Promise<Told> {
  const headers = { 'idempotency-key': newKey() };
  await ask(product, '/products', { method: 'POST', body: { name: 'First' }, headers });
  return { headers };
}

/** By the first of these that the operation reads: its body, its key, its query, its address. */
function malformed({ method, path, requestBody, parameters = [] }: Operation): Told {
  if (requestBody) return { body: 'null' };
  if (method !== 'GET') return { headers: { 'idempotency-key': 'a b' } };
  const asked = parameters.find(({ name }) => name === 'limit' || name === 'include');
  if (asked) return { query: `${asked.name}=0` };
  const [, name] = /\{(\w+)\}/.exec(path) ?? [];
  return name === undefined ? {} : { targets: { [name]: '%zz' } };
}

/** Without what must be there, in the body or in the first part of it that must have something. */
const incomplete = (schema: Schema = {}): Told => ({ body: withoutRequired(schema) });

function withoutRequired({ required, properties = {}, items }: Schema): unknown {
  if (required) return {};
  if (items) return [withoutRequired(items as Schema)];
  const parts = Object.entries(properties as Record<string, Schema>);
  const part = parts.find(([, schema]) => demands(schema));
  return part ? { [part[0]]: withoutRequired(part[1]) } : {};
}

const demands = ({ required, items, properties = {} }: Schema): boolean =>
  required !== undefined ||
  [items, ...Object.values(properties as Record<string, Schema>)].some(
    (it) => it !== undefined && demands(it as Schema),
  );
