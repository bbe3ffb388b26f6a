import { commonCalls, DeactivateInstallation, GetLedger, WouldHold } from '@licet/contracts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceUnavailable } from '../errors.ts';
import { type Pod, spawnPod } from '../testing/spawn-pod.ts';
import { toyContext } from '../testing/toy-context.ts';
import { ensureCertificates } from './certificates.ts';
import { TcpBus } from './tcp-bus.ts';
import type { TlsFiles } from './tls-files.ts';

const after = { lane: 0, epoch: 1, position: 1 };

describe('calls to two pods', () => {
  let directory: string;
  let tls: TlsFiles;
  let first: Pod | undefined;
  let second: Pod | undefined;
  let pods: [Pod, Pod];
  let bus: TcpBus;

  const pidOf = async (licenseId: number, milliseconds = 10_000): Promise<number> => {
    const reply = await bus.call(GetLedger, { licenseId }, toyContext(milliseconds));
    return reply.ok ? reply.value.version : 0;
  };
  const deactivate = (installationId: string, milliseconds = 10_000) => {
    const protection = { encryptionKeyId: null, encrypted: false, signed: false };
    const context = toyContext(milliseconds);
    const reply = bus.call(
      DeactivateInstallation,
      { protection, parameters: { installationId, clientTime: null } },
      context,
    );
    return { reply, commandId: context.commandId };
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'licet-pods-'));
    tls = await ensureCertificates(directory, ['activations']);
  });
  beforeEach(async () => {
    const living = (pod?: Pod) => (pod?.alive ? Promise.resolve(pod) : spawnPod(directory));
    pods = await Promise.all([living(first), living(second)]);
    [first, second] = pods;
    bus = new TcpBus({ peers: { activations: pods.map(({ address }) => address) }, tls });
  }, 30_000);
  afterEach(async () => {
    await bus.close();
  });
  afterAll(async () => {
    await Promise.all(pods.map((pod) => pod.kill()));
    await rm(directory, { recursive: true });
  });

  it('sends calls about one license to one pod, those about many to both', async () => {
    const first = await pidOf(4001);
    for (let i = 0; i < 20; i++) expect(await pidOf(4001)).toBe(first);
    const pids = await Promise.all(Array.from({ length: 50 }, (_, i) => pidOf(5000 + i)));
    expect(new Set(pids)).toEqual(new Set(pods.map(({ pid }) => pid)));
  });

  it('asks both pods when both shall answer, and leaves out the one that is gone', async () => {
    const pids = async () =>
      (await bus.everyPod(commonCalls.activations.Heads, {}, toyContext()))
        .map((reply) => (reply.ok ? reply.value[0]?.position : 0))
        .toSorted();
    expect(await pids()).toEqual(pods.map(({ pid }) => pid).toSorted());
    await pods[0].kill();
    expect(await pids()).toEqual([pods[1].pid]);
  });

  it('answers every query although a pod is killed while it works on them', async () => {
    const begun = pods[0].begun(WouldHold);
    const calls = Array.from({ length: 200 }, (_, i) =>
      bus.call(WouldHold, { licenseId: 4001 + i, activationsLeft: { set: 300 }, after }, toyContext(10_000)),
    );
    await begun;
    await pods[0].kill();
    const replies = await Promise.all(calls);
    expect(replies.every(({ ok }) => ok)).toBe(true);
  });

  it('sends a command of unknown outcome again under the same command id', async () => {
    const begun = [pods[0].begun(DeactivateInstallation), pods[1].begun(DeactivateInstallation)] as const;
    const { reply, commandId } = deactivate(`hang in ${pods[0].pid}`);
    // Either the first pod took it and hangs until it is killed, or the second one answered at once.
    const taken = await Promise.race(begun.map(async (id, i) => ({ id: await id, pod: i })));
    expect(taken.id).toBe(commandId);
    if (taken.pod === 0) await pods[0].kill();
    expect(await reply).toEqual({ ok: true, value: { at: `${commandId} in ${pods[1].pid}` } });
  });

  it('says that the outcome is unknown when a command was begun and nobody is left to ask', async () => {
    await pods[1].kill();
    const begun = pods[0].begun(DeactivateInstallation);
    const { reply } = deactivate(`hang in ${pods[0].pid}`, 2500);
    const outcome = reply.catch((error: unknown) => error);
    await begun;
    await pods[0].kill();
    expect(await outcome).toMatchObject({ name: 'ServiceUnavailable', code: 'outcome_unknown' });
  });

  it('moves on from a pod that is frozen, before the deadline', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => pidOf(i + 1)));
    pods[0].signal('SIGSTOP');
    const began = Date.now();
    const pids = await Promise.all(Array.from({ length: 20 }, (_, i) => pidOf(i + 1)));
    expect(new Set(pids)).toEqual(new Set([pods[1].pid]));
    expect(Date.now() - began).toBeLessThan(8000);
    await pods[0].kill();
  }, 20_000);

  it('fails fast when all pods are gone, and goes on when one is back', async () => {
    await Promise.all(pods.map((pod) => pod.kill()));
    const began = Date.now();
    await expect(pidOf(4001)).rejects.toBeInstanceOf(ServiceUnavailable);
    expect(Date.now() - began).toBeLessThan(4000);
    pods[0] = await spawnPod(directory, pods[0].port);
    expect(await pidOf(4001)).toBe(pods[0].pid);
  }, 20_000);
});
