import { commonCalls, type DryWrite, GetLedger, newUuid, WouldHold } from '@licet/contracts';
import { DryRun } from '@licet/dry-run';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CallFailed,
  type CommandBus,
  ensureCertificates,
  LocalBus,
  ServiceUnavailable,
  TcpBus,
  tcpServer,
} from './index.ts';
import { startToy } from './testing/start-toy.ts';
import { toyContext } from './testing/toy-context.ts';
import type { ToyController } from './testing/toy-controller.ts';

interface Fixture {
  bus: CommandBus;
  controller: ToyController;
  /** Ends the service, leaving the bus. */
  closeService(): Promise<void>;
  close(): Promise<void>;
}

async function local(): Promise<Fixture> {
  const bus = new LocalBus();
  const toy = await startToy(bus.server('activations'));
  return { bus, controller: toy.controller, closeService: () => toy.close(), close: () => bus.close() };
}

async function tcp(): Promise<Fixture> {
  const directory = await mkdtemp(join(tmpdir(), 'licet-bus-'));
  const tls = await ensureCertificates(directory, ['activations']);
  const server = tcpServer({ host: '127.0.0.1', port: 0, tls, service: 'activations' });
  const toy = await startToy(server);
  const bus = new TcpBus({ peers: { activations: [`127.0.0.1:${server.address.port}`] }, tls });
  const close = async () => {
    await bus.close();
    await rm(directory, { recursive: true });
  };
  return { bus, controller: toy.controller, closeService: () => toy.close(), close };
}

describe.each([
  ['in one process', local],
  ['over TCP', tcp],
])('command bus %s', (_, open) => {
  let fixture: Fixture;
  const ask = (licenseId: number, milliseconds?: number) =>
    fixture.bus.call(GetLedger, { licenseId }, toyContext(milliseconds));
  const slow = (wait: number, milliseconds: number) =>
    fixture.bus.call(
      WouldHold,
      { licenseId: 1, activationsLeft: { set: wait }, after: { lane: 0, epoch: 1, position: 1 } },
      toyContext(milliseconds),
    );

  beforeAll(async () => {
    fixture = await open();
  });
  afterAll(async () => {
    await fixture.closeService();
    await fixture.close();
  });

  it('brings request and context to the handler and value and positions back', async () => {
    const context = toyContext();
    const reply = await fixture.bus.call(GetLedger, { licenseId: 4001 }, context);
    expect(reply).toMatchObject({
      ok: true,
      value: { licenseId: 4001, activationsLeft: 4 },
      positions: [{ service: 'activations', lane: 3, epoch: 1, position: 7 }],
    });
    const { deadline, ...same } = context;
    const seen = fixture.controller.seen.at(-1);
    expect(seen).toMatchObject({ request: { licenseId: 4001 }, context: same });
    expect(Math.abs((seen?.context.deadline ?? 0) - deadline)).toBeLessThan(1000);
  });

  it('takes a dry run along, and brings back what was written in it [ADR 0011]', async () => {
    const write = (streamId: string): DryWrite => ({
      ...{ service: 'activations', streamId, commandId: newUuid(), events: [], claims: [], releases: [] },
    });
    const [before, there] = [write('ledger-1'), write('ledger-2')];
    fixture.controller.begun = () => DryRun.current?.write(there);
    try {
      const played = await DryRun.perform([], async () => {
        DryRun.current?.write(before);
        const reply = await slow(0, 5000);
        expect(fixture.controller.seen.at(-1)?.context.dryRun).toEqual([before]);
        expect(reply).not.toHaveProperty('dryRun');
      });
      expect(played.writes).toEqual([before, there]);
      const inEarnest = await slow(0, 5000);
      expect([inEarnest.ok, fixture.controller.seen.at(-1)?.context.dryRun]).toEqual([true, undefined]);
    } finally {
      fixture.controller.begun = () => undefined;
    }
  });

  it('brings nothing that JSON would not bring', async () => {
    const reply = await ask(1);
    expect(Object.keys(reply.ok ? reply.value : {})).not.toContain('lastCheckAt');
  });

  it('brings refusals back as values', async () => {
    expect(await ask(404)).toEqual({ ok: false, refusal: { code: 'not_found', facts: { licenseId: 404 } } });
  });

  it('refuses a request that does not fit its schema, saying where and not what, and runs nothing', async () => {
    const runs = fixture.controller.seen.length;
    const reply = await fixture.bus.call(GetLedger, { licenseId: 'secret' as never }, toyContext());
    expect(reply).toEqual({
      ok: false,
      refusal: { code: 'parameter_invalid', facts: { errors: [{ path: '/licenseId', message: 'must be integer' }] } },
    });
    expect(fixture.controller.seen).toHaveLength(runs);
    expect((await fixture.bus.call(GetLedger, null as never, toyContext())).ok).toBe(false);
  });

  it.each([
    [500, 'internal'],
    [503, 'unavailable'],
    [513, 'unavailable'],
  ])('lets only the code and the request id of an exception out (%i)', async (licenseId, code) => {
    const context = toyContext();
    const error: unknown = await fixture.bus.call(GetLedger, { licenseId }, context).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CallFailed);
    expect(error).toMatchObject({ service: 'activations', code, requestId: context.requestId });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toMatch(/swordfish|toy-controller/);
  });

  it('lets neither side change what the other holds', async () => {
    const request = { subjects: ['mine'] };
    const reply = await fixture.bus.call(commonCalls.activations.DataKeys, request, toyContext());
    expect(request.subjects).toEqual(['mine']);
    if (reply.ok) for (const row of reply.value) row.subject = 'changed by the caller';
    expect(fixture.controller.state.subjects).toEqual(['kept in memory']);
  });

  it('waits no longer than the deadline of the context', async () => {
    const began = Date.now();
    await expect(ask(408, 120)).rejects.toBeInstanceOf(ServiceUnavailable);
    expect(Date.now() - began).toBeLessThan(1000);
  });

  it('begins nothing after the deadline', async () => {
    const runs = fixture.controller.seen.length;
    await expect(ask(4001, -1)).rejects.toBeInstanceOf(ServiceUnavailable);
    expect(fixture.controller.seen).toHaveLength(runs);
  });

  it('answers calls in the order in which they are done, not in which they came', async () => {
    const order: string[] = [];
    await Promise.all([slow(150, 5000).then(() => order.push('slow')), slow(0, 5000).then(() => order.push('fast'))]);
    expect(order).toEqual(['fast', 'slow']);
  });

  it('carries a thousand calls at once', async () => {
    const replies = await Promise.all(Array.from({ length: 1000 }, (_, i) => ask(1_000_000 + i)));
    expect(replies.map((reply) => reply.ok && reply.value.licenseId)).toEqual(replies.map((_, i) => 1_000_000 + i));
  });

  it('asks every pod', async () => {
    const replies = await fixture.bus.everyPod(commonCalls.activations.Heads, {}, toyContext());
    expect(replies).toEqual([{ ok: true, value: [{ lane: 0, epoch: 1, position: process.pid }] }]);
  });

  it('tells a service that nobody runs from one that refuses', async () => {
    const began = Date.now();
    await expect(fixture.bus.call(commonCalls.customers.Heads, {}, toyContext())).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      service: 'customers',
      code: 'unavailable',
    });
    await expect(fixture.bus.everyPod(commonCalls.customers.Heads, {}, toyContext())).rejects.toBeInstanceOf(
      ServiceUnavailable,
    );
    expect(Date.now() - began).toBeLessThan(1000);
  });

  it('fails calls to a service that was closed, long before their deadline', async () => {
    const closed = await open();
    await closed.closeService();
    const began = Date.now();
    await expect(closed.bus.call(GetLedger, { licenseId: 1 }, toyContext(10_000))).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      service: 'activations',
    });
    expect(Date.now() - began).toBeLessThan(3000);
    await closed.close();
  });
});

describe('command bus in one process', () => {
  it('can stop a service as if it had been killed, and resume it', async () => {
    const bus = new LocalBus();
    const toy = await startToy(bus.server('activations'));
    const underWay = bus.call(
      WouldHold,
      { licenseId: 1, activationsLeft: { set: 50 }, after: { lane: 0, epoch: 1, position: 1 } },
      toyContext(),
    );
    bus.stop('activations');
    await expect(underWay).rejects.toBeInstanceOf(ServiceUnavailable);
    await expect(bus.call(GetLedger, { licenseId: 1 }, toyContext())).rejects.toBeInstanceOf(ServiceUnavailable);
    bus.resume('activations');
    expect(await bus.call(GetLedger, { licenseId: 1 }, toyContext())).toMatchObject({ ok: true });
    await toy.close();
  });
});
