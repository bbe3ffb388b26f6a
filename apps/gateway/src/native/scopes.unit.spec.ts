import { type Scope, customerScopes, scopes } from '@licet/contracts';
import { jsonOf } from '../scenarios/http.scenarios.ts';
import { type ScriptedGateway, caller, scriptedGateway } from '../scenarios/scripted-gateway.scenarios.ts';
import { nativeRoutes } from './native-routes.scenarios.ts';

/** Whose scopes a key has is remembered by its id. */
const keys = new Map<string, readonly string[]>();

let gateway: ScriptedGateway;
beforeAll(async () => {
  const AuthenticateKey = ({ owner }: { owner: string }) => ({
    ok: true as const,
    value: { ...caller, actor: { ...caller.actor, id: owner }, scopes: keys.get(owner) ?? [] },
  });
  gateway = await scriptedGateway({ AuthenticateKey });
});
afterAll(() => gateway.close());

/** The code that a key with these scopes gets; what is behind the door answers nothing here. */
async function codeFor(method: string, path: string, having: readonly string[]): Promise<string> {
  const id = `k${keys.size}`;
  keys.set(id, having);
  const asked = gateway.bus.asked.length;
  const answer = await gateway.ask(path, { method, headers: { authorization: `Bearer lk_live_${id}_secret` } });
  const behind = gateway.bus.asked.slice(asked).filter(({ name }) => name !== 'AuthenticateKey');
  if (answer.status < 300) return 'admitted';
  const { code, detail } = jsonOf<{ code: string; detail: string }>(answer);
  return code === 'scope_missing' ? `${code} ${detail} ${behind.length}` : 'admitted';
}

const guarded = nativeRoutes().flatMap(({ method, pattern, path, scope }) =>
  scope ? [[method, pattern, scope, path] as const] : [],
);

describe('every scope gates exactly its operations', () => {
  it.each(guarded)('%s %s is for those with %s only [API-KEY-09, API-ERR-06]', async (method, _, scope, path) => {
    const others = scopes.filter((it) => it !== scope);
    const refused = `scope_missing The key lacks the scope ${scope}. 0`;
    expect([await codeFor(method, path, others), await codeFor(method, path, [])]).toEqual([refused, refused]);
    expect(await codeFor(method, path, [scope])).not.toContain(`scope ${scope}.`);
  });

  it.each(nativeRoutes().filter(({ scope }) => !scope))(
    '$method $pattern needs none [API-KEY-09]',
    async ({ method, path }) => {
      expect(await codeFor(method, path, [])).toBe('admitted');
    },
  );

  it('is one that there is', () => {
    expect(guarded.filter(([, , scope]) => !(scopes as readonly Scope[]).includes(scope))).toEqual([]);
  });
});

describe('a customer who has signed in', () => {
  /** What is read and changed of what is his own; all of it is looked for under his number. [API-USR-05] */
  const his = [
    ...['GET /api/v1/licenses', 'GET /api/v1/licenses/:id', 'GET /api/v1/invoices', 'GET /api/v1/invoices/:id'],
    ...['GET /api/v1/installations', 'GET /api/v1/installations/:id', 'POST /api/v1/installations/:id/transitions'],
    ...['GET /api/v1/customers/:id', 'PATCH /api/v1/customers/:id', 'POST /api/v1/customers/:id/password'],
  ];

  it.each(guarded)('comes to %s %s only where it is one of his own [API-USR-05]', async (method, pattern, _, path) => {
    const customer = { ...caller, actor: { kind: 'customer', id: '3001', name: '' }, scopes: customerScopes };
    gateway.bus.answers.AuthenticateToken = { ok: true, value: customer } as never;
    const { body } = await gateway.ask(path, { method, headers: { authorization: 'Bearer a.b.c' } });
    const refused = body.includes('scope_missing');
    expect([`${method} ${pattern}`, refused]).toEqual([`${method} ${pattern}`, !his.includes(`${method} ${pattern}`)]);
  });
});
