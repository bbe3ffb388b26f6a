import type { CommandBus } from '@licet/command-bus';
import {
  type AuthenticatedCaller,
  type CallContext,
  type CallDefinition,
  type Position,
  defaultAccountSettings,
  defaultCallerRules,
  newUuid,
} from '@licet/contracts';
import { StartError, createLogger, loadConfig } from '@licet/service-kit';
import { eventually } from '@licet/testing';
import type { FastifyRequest } from 'fastify';
import { connect } from 'node:net';
import { createGateway, startGateway } from '../index.ts';
import { type ScriptedGateway, scriptedGateway } from '../scenarios/scripted-gateway.scenarios.ts';
import { callContext } from './call-context.ts';
import { Callers } from './callers.ts';
import { failureOf } from './errors.ts';
import { settled } from './fence.ts';

const request = (headers: Record<string, string> = {}) =>
  ({ id: 'request-1', ip: '203.0.113.9', headers }) as unknown as FastifyRequest;
const context = (): CallContext => callContext(request(), 'native');
const caller: AuthenticatedCaller = {
  authorId: 1,
  actor: { kind: 'user', id: 'u', name: '' },
  scopes: [],
  account: { mode: 'live', status: 'open' },
  rules: defaultCallerRules,
  apiRules: defaultAccountSettings,
  networks: [],
  expiresAt: null,
  testOnly: false,
};
const busOf = (
  call: (definition: CallDefinition, request: never, context: CallContext) => unknown,
  everyPod: (definition: CallDefinition, request: never) => unknown[] = () => [],
) =>
  ({
    call: (definition: CallDefinition, asked: never, of: CallContext) =>
      Promise.resolve().then(() => call(definition, asked, of)),
    everyPod: (definition: CallDefinition, asked: never) => Promise.resolve(everyPod(definition, asked)),
  }) as unknown as CommandBus;

describe('call contexts', () => {
  it('give every call of one request an id of its own, and all of them one deadline ten seconds on', () => {
    const one = request();
    const [first, second] = [callContext(one, 'solo'), callContext(one, 'solo', caller)];
    expect(first.commandId).not.toBe(second.commandId);
    expect(first.deadline).toBe(second.deadline);
    expect(first.deadline - Date.now()).toBeGreaterThan(9000);
    expect([first.authorId, second.authorId, second.actor]).toEqual([null, 1, caller.actor]);
  });

  it('continue a W3C trace, and ignore a malformed one [API-TRACE-02]', () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const of = (traceparent: string) => callContext(request({ traceparent }), 'native').correlationId;
    expect(of(`00-${trace}-b7ad6b7169203331-01`)).toBe(trace);
    expect([
      of('nonsense'),
      of(`ff-${trace}-b7ad6b7169203331-01`),
      of(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`),
    ]).toEqual(Array(3).fill('request-1'));
  });
});

describe('callers', () => {
  it('are asked for once a minute, and once at a time', async () => {
    let asked = 0;
    const callers = new Callers(busOf(() => (asked++, { ok: true, value: caller })));
    await Promise.all(Array.from({ length: 10 }, () => callers.user(1, 'u', 'secret', context())));
    await callers.user(1, 'u', 'secret', context());
    expect(asked).toBe(1);
    await callers.user(1, 'u', 'other', context());
    expect(asked).toBe(2);
  });

  it('are not remembered when they were refused', async () => {
    let known = false;
    const refused = { ok: false, refusal: { code: 'unauthenticated' } };
    const bus = busOf(({ name }) => (known && name !== 'GetAccount' ? { ok: true, value: caller } : refused));
    const callers = new Callers(bus);
    expect(await callers.user(1, 'u', 'secret', context())).toBeNull();
    expect(await callers.key('native', 'id', 'secret', context())).toEqual({ refusal: { code: 'unauthenticated' } });
    known = true;
    expect(await callers.user(1, 'u', 'secret', context())).toEqual(caller);
  });

  it('are forgotten with their account, also while they are being asked for', async () => {
    let asked = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const callers = new Callers(busOf(async () => (asked++, await held, { ok: true, value: caller })));
    const running = callers.user(1, 'u', 'secret', context());
    await eventually(() => asked === 1);
    callers.forget(1);
    release();
    await running;
    await callers.user(1, 'u', 'secret', context());
    callers.forget(1);
    await callers.user(1, 'u', 'secret', context());
    expect(asked).toBe(3);
  });

  it('are asked for anew by whoever calls after a change, also while an earlier caller still waits [PERM-21]', async () => {
    let asked = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const reply = () => (asked === 1 ? { ok: true, value: caller } : { ok: false, refusal: { code: 'key_expired' } });
    const callers = new Callers(
      busOf(async () => {
        asked++;
        const answer = reply();
        await held;
        return answer;
      }),
    );
    const before = callers.key('native', 'k', 'secret', context());
    await eventually(() => asked === 1);
    callers.forget(1);
    const after = callers.key('native', 'k', 'secret', context());
    release();
    expect([await before, await after]).toEqual([caller, { refusal: { code: 'key_expired' } }]);
  });

  it('are remembered for seconds while changes are not heard of, and forgotten when that begins [API-KEY-07]', async () => {
    let asked = 0;
    const callers = new Callers(busOf(() => (asked++, { ok: true, value: caller })));
    const ask = () => callers.user(1, 'u', 'secret', context());
    callers.hears(true);
    await ask();
    await ask();
    expect(asked).toBe(1);
    callers.hears(false);
    await ask();
    await ask();
    expect(asked).toBe(2);
  });
});

describe('the fence', () => {
  const at = (service: Position['service'], position = 42): Position => ({ service, lane: 7, epoch: 1, position });

  it('asks every dependent, and every pod for what processes keep in memory [design 4]', async () => {
    const calls: string[] = [];
    const pods: string[] = [];
    const bus = busOf(
      ({ name }) => (calls.push(name), { ok: true, value: { applied: true } }),
      ({ name }) => (pods.push(name), [{ ok: true, value: { applied: true } }]),
    );
    expect(await settled(bus, [at('licenses')], context())).toBe(true);
    expect([calls.toSorted(), pods]).toEqual([['activations.AwaitApplied', 'status-projector.AwaitApplied'], []]);
    await settled(bus, [at('licenses')], context(), { shared: true });
    expect(pods).toHaveLength(2);
    await settled(bus, [at('customers')], context());
    expect(pods).toHaveLength(5);
    expect(await settled(bus, [], context())).toBe(true);
  });

  it('waits two seconds at most, and not beyond the deadline of the request [API-VERB-08]', async () => {
    const deadlines: number[] = [];
    const bus = busOf(
      (_, __, { deadline }) => (deadlines.push(deadline - Date.now()), { ok: true, value: { applied: true } }),
    );
    await settled(bus, [at('activations')], context());
    await settled(bus, [at('activations')], { ...context(), deadline: Date.now() + 500 });
    expect(deadlines[0]).toBeLessThanOrEqual(2000);
    expect(deadlines[1]).toBeLessThanOrEqual(500);
  });

  it('does not wait again for a dependent that missed until it has caught up [design 4]', async () => {
    let behind = true;
    const asked: string[] = [];
    const bus = busOf(({ name }, _, { commandId }) => {
      if (name.startsWith('status')) asked.push(commandId);
      if (behind && name.startsWith('status')) throw new Error('away');
      return { ok: true, value: { applied: true } };
    });
    expect(await settled(bus, [at('licenses', 1)], context())).toBe(false);
    const mine = { ...context(), commandId: newUuid() };
    expect(await settled(bus, [at('licenses', 2)], mine)).toBe(false);
    expect(asked).not.toContain(mine.commandId);
    behind = false;
    await eventually(async () => settled(bus, [at('licenses', 3)], context()));
  });
});

describe('failures', () => {
  const withCode = (code: string) => Object.assign(new Error(), { code });
  it.each<[string, unknown, number, string, number | null]>([
    ['a service that is away', withCode('unavailable'), 503, 'unavailable', 1],
    ['a commit without an answer', withCode('outcome_unknown'), 503, 'outcome_unknown', 1],
    ['a business code on an exception', withCode('no_activations_left'), 500, 'internal', null],
    ['a code of PostgreSQL', withCode('57P01'), 500, 'internal', null],
    ['a bug', new Error('bug'), 500, 'internal', null],
    ['a thrown text', 'text', 500, 'internal', null],
  ])('never become business codes: %s', (_, error, status, code, retryAfter) => {
    expect(failureOf(error, 'r')).toEqual({ status, code, requestId: 'r', retryAfter });
  });
});

describe('the server', () => {
  let gateway: ScriptedGateway;
  beforeAll(async () => {
    gateway = await scriptedGateway({});
  });
  afterAll(() => gateway.close());

  /** What a raw connection is answered until it ends; with `leave` it is left as soon as all is sent. */
  const wire = (text: string, leave = false) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(gateway.url);
      const socket = connect(Number(port), hostname, () => socket.write(text, () => leave && socket.resetAndDestroy()));
      let answer = '';
      socket.on('data', (data) => (answer += data.toString()));
      socket.on('error', reject).on('close', () => {
        resolve(answer);
      });
    });

  it.each(['/LicenseCode/Details', '/api/v1/products', '/solo/webservices/XmlLicenseService.asmx/InfoCheckS'])(
    'takes a caller who hangs up within a body to %s for no failure of its own',
    async (path) => {
      const told = gateway.log().length;
      await wire(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nxml=`, true);
      const since = () => gateway.log().slice(told);
      for (let i = 0; i < 3; i++) await wire('GET /healthz HTTP/1.0\r\n\r\n'); // the reset has arrived before them
      expect(since()).toContain('/healthz');
      expect(since()).not.toMatch(/"level":"(error|warn)"/);
    },
  );

  it.each([
    ['LICET_PORT', 'when its port is taken', () => ({ port: Number(new URL(gateway.url).port) })],
    ['LICET_HOST', 'when its host is not on this machine', () => ({ host: 'nowhere.invalid' })],
  ])('names %s in one line, and logs nothing beside it, %s', async (variable, _, config) => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'error' }, { write: (line) => lines.push(line) });
    const options = { config: { ...loadConfig({}), port: 0, ...config() }, bus: busOf(() => undefined), logger };
    const start = startGateway({ ...options, health: () => Promise.resolve(true) });
    await expect(start).rejects.toThrow(new RegExp(`^${variable} is [^\\n]*, but [^\\n]*\\.$`));
    await expect(start).rejects.toBeInstanceOf(StartError);
    expect(lines).toEqual([]);
  });

  it('does not wait for ever for a request that arrives slowly', async () => {
    const app = await createGateway({
      config: loadConfig({}),
      bus: busOf(() => undefined),
      logger: createLogger({ level: 'silent' }),
      health: () => Promise.resolve(true),
    });
    const { requestTimeout } = app.getHttpServer();
    await app.close();
    expect(requestTimeout).toBeGreaterThan(10_000);
    expect(requestTimeout).toBeLessThanOrEqual(60_000);
  });
});
