import { type Scope, scopes, scopesOfCustomerPassword } from '@licet/contracts';
import { jsonOf } from '../scenarios/http.scenarios.ts';
import { type ScriptedGateway, caller, scriptedGateway } from '../scenarios/scripted-gateway.scenarios.ts';

const liveKey = { ok: true as const, value: { dialect: 'native', mode: 'live' } };

interface Kind {
  testOnly?: boolean;
  scopes?: Scope[];
}
/** What a key is, is remembered by its id. */
const keys: Kind[] = [];

let gateway: ScriptedGateway;
beforeAll(async () => {
  const AuthenticateKey = ({ owner }: { owner: string }) => ({
    ok: true as const,
    value: { ...caller, actor: { ...caller.actor, id: owner }, ...keys[Number(owner)] },
  });
  gateway = await scriptedGateway({ GetKey: liveKey, AuthenticateKey });
});
afterAll(() => gateway.close());

/** The answer's code, what it tells, and what was changed or read behind the door, for a key of this kind. */
async function asking(kind: Kind, method: string, path: string, body?: object) {
  const id = keys.push(kind) - 1;
  const asked = gateway.bus.asked.length;
  const answer = await gateway.ask(`/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer lk_live_${id}_secret`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const behind = gateway.bus.asked.slice(asked).map(({ name }) => name);
  const { code, detail } = jsonOf<{ code: string; detail?: string }>(answer);
  return { told: `${code} ${detail}`, behind: behind.filter((name) => !['AuthenticateKey', 'GetKey'].includes(name)) };
}

const lacks = (scope: string) => `scope_missing The key lacks the scope ${scope}.`;

describe('a test key', () => {
  it.each<[string, string, Scope, object?]>([
    ['POST', '/customers/solo:3001/password', 'customers:write', {}],
    ['GET', '/customers/solo:3001/password', 'customers:passwords'],
    ['POST', '/customers/solo:3001/merge', 'customers:write', { intoId: 'solo:3002' }],
    ['POST', '/customers/solo:3001/merge/revert', 'customers:write'],
    ['POST', '/customers/solo:3001/balances/Exports/entries', 'customers:write', { amount: 1 }],
    ['POST', '/licenses/solo:4001/balances/Exports/entries', 'licenses:write', { amount: -1, target: 'all' }],
    ['POST', '/customers/solo:3001/erase', 'customers:erase'],
    ['POST', '/keys', 'keys:manage', { name: 'x', scopes: [] }],
    ['POST', '/keys', 'keys:manage', { name: 'x', scopes: [], mode: 'live' }],
    ['POST', '/keys/key_01h455vb4pex5vsknk084sn02q/rotate', 'keys:manage', {}],
    ['POST', '/users', 'users:manage', { kind: 'api' }],
    ['POST', '/users/solo:1/rotate', 'users:manage'],
    ['POST', '/users/solo:1/secondFactor/end', 'users:manage'],
    ['POST', '/jobs', 'licenses:void', { type: 'daily.cleanup' }],
  ])(
    '%s %s is not for it, whatever its scopes: it would reach live licenses by it [API-KEY-05, API-KEY-06]',
    async (...it) => {
      const [method, path, scope, body] = it;
      expect(await asking({ testOnly: true }, method, path, body)).toEqual({ told: lacks(scope), behind: [] });
      expect((await asking({}, method, path, body)).told).not.toContain('scope_missing');
    },
  );

  it('makes further test keys', async () => {
    const { behind } = await asking({ testOnly: true }, 'POST', '/keys', { name: 'x', scopes: [], mode: 'test' });
    expect(behind).toContain('CreateKey');
  });
});

describe('whoever knows the password of a customer is him, so', () => {
  const path = '/customers/solo:3001/password';
  const [merge, into] = ['/customers/solo:3002/merge', { intoId: 'solo:3001' }];
  const doors = [
    { what: 'it is not set', method: 'POST', path, scope: 'customers:write', body: {} },
    { what: 'it is not shown', method: 'GET', path, scope: 'customers:passwords', body: undefined },
    { what: 'nobody is merged into him', method: 'POST', path: merge, scope: 'customers:write', body: into },
  ] as const;
  type Door = (typeof doors)[number];
  const knocking = ({ method, path, body }: Door, allowed: Scope[]) => asking({ scopes: allowed }, method, path, body);

  it.each(doors.flatMap((door) => scopesOfCustomerPassword.map((lacking) => ({ ...door, lacking }))))(
    '$what by who lacks $lacking, which it gives [API-KEY-05]',
    async ({ lacking, ...door }) => {
      const others = scopes.filter((it) => it !== lacking);
      expect(await knocking(door, others)).toEqual({ told: lacks(lacking), behind: [] });
    },
  );

  it.each(doors)('$what but by who has what it gives, and $scope', async (door) => {
    const { behind } = await knocking(door, [door.scope, ...scopesOfCustomerPassword]);
    expect(behind).toContain('GetCustomer');
    expect(await knocking(door, [...scopesOfCustomerPassword])).toEqual({ told: lacks(door.scope), behind: [] });
  });
});
