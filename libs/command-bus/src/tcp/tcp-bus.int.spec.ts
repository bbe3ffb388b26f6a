import { commonCalls, GetLedger, WouldHold } from '@licet/contracts';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startToy } from '../testing/start-toy.ts';
import { toyContext } from '../testing/toy-context.ts';
import { ensureCertificates } from './certificates.ts';
import { maxFrame } from './frame-socket.ts';
import { TcpBus } from './tcp-bus.ts';
import { tcpServer } from './tcp-server.ts';
import type { TlsFiles } from './tls-files.ts';

const after = { lane: 0, epoch: 1, position: 1 };
const position = { service: 'licenses' as const, lane: 0, epoch: 1, position: 1 };

describe('calls over TCP', () => {
  const folders: string[] = [];
  const closers: (() => Promise<void>)[] = [];

  const folder = async () => {
    const directory = await mkdtemp(join(tmpdir(), 'licet-tls-'));
    folders.push(directory);
    return directory;
  };
  const serve = async (tls: TlsFiles) => {
    const server = tcpServer({ host: '127.0.0.1', port: 0, tls, service: 'activations' });
    const toy = await startToy(server);
    closers.push(() => toy.close());
    return { ...toy, port: server.address.port };
  };
  const busTo = (port: number, tls: TlsFiles, host = '127.0.0.1') => {
    const bus = new TcpBus({ peers: { activations: [`${host}:${port}`] }, tls });
    closers.push(() => bus.close());
    return bus;
  };

  afterEach(async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  });
  afterAll(() => Promise.all(folders.map((directory) => rm(directory, { recursive: true }))));

  it('turns away a caller whose certificate comes from elsewhere, and trusts no such service', async () => {
    const [ours, theirs] = await Promise.all([
      ensureCertificates(await folder(), ['activations']),
      ensureCertificates(await folder(), ['activations']),
    ]);
    const { port, controller } = await serve(ours);
    const stranger = { ...theirs, ca: ours.ca };
    for (const tls of [theirs, stranger]) {
      const call = busTo(port, tls).call(GetLedger, { licenseId: 1 }, toyContext(1500));
      await expect(call).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    }
    expect(controller.seen).toHaveLength(0);
  });

  it('trusts no pod of another service under the name of this one', async () => {
    const directory = await folder();
    const licenses = await ensureCertificates(directory, ['licenses']);
    const { port } = await serve(licenses);
    const call = busTo(port, licenses).call(GetLedger, { licenseId: 1 }, toyContext(1500));
    await expect(call).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  });

  it('finds pods by name', async () => {
    const tls = await ensureCertificates(await folder(), ['activations']);
    const { port } = await serve(tls);
    expect(await busTo(port, tls, 'localhost').call(GetLedger, { licenseId: 1 }, toyContext())).toMatchObject({
      ok: true,
    });
  });

  it('refuses a message above the limit on either side and goes on with the others', async () => {
    const tls = await ensureCertificates(await folder(), ['activations']);
    const { port } = await serve(tls);
    const bus = busTo(port, tls);
    const { AwaitApplied, DataKeys } = commonCalls.activations;
    const other = bus.call(WouldHold, { licenseId: 1, activationsLeft: { set: 200 }, after }, toyContext());
    await expect(bus.call(DataKeys, { subjects: ['x'.repeat(maxFrame)] }, toyContext())).rejects.toMatchObject({
      code: 'body_too_large',
    });
    const answer = bus.call(AwaitApplied, { positions: [{ ...position, lane: maxFrame }], pod: false }, toyContext());
    await expect(answer).rejects.toMatchObject({ code: 'body_too_large' });
    expect(await other).toMatchObject({ ok: true });
  });

  it('carries messages of many packets, and of every script', async () => {
    const tls = await ensureCertificates(await folder(), ['activations']);
    const { port } = await serve(tls);
    const bus = busTo(port, tls);
    const positions = [{ ...position, lane: 2_000_000 }];
    const replies = await Promise.all(
      [1, 2, 3].map(() =>
        bus.call(commonCalls.activations.AwaitApplied, { positions, pod: false }, toyContext(20_000)),
      ),
    );
    for (const reply of replies) expect(JSON.stringify(reply).length).toBeGreaterThan(2_000_000);
    const subjects = ['Straße', '東京', '🗝', ...Array.from({ length: 400 }, (_, i) => `${i} `.padEnd(60, 'ж'))];
    const reply = await bus.call(commonCalls.activations.DataKeys, { subjects }, toyContext());
    expect(reply.ok ? reply.value.slice(1).map(({ subject }) => subject) : []).toEqual(subjects);
  });

  it('answers what it has begun before it closes, and takes nothing new', async () => {
    const tls = await ensureCertificates(await folder(), ['activations']);
    const toy = await serve(tls);
    const { port, controller } = toy;
    const bus = busTo(port, tls);
    const call = bus.call(WouldHold, { licenseId: 1, activationsLeft: { set: 300 }, after }, toyContext());
    while (controller.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = toy.close();
    await expect(bus.call(GetLedger, { licenseId: 1 }, toyContext(250))).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      code: 'unavailable',
    });
    expect(await call).toMatchObject({ ok: true });
    await closed;
  });

  it('gives all processes that start at once the same authority', async () => {
    const directory = await folder();
    const made = await Promise.all(
      ['customers', 'licenses', 'activations'].map((name) => ensureCertificates(directory, [name])),
    );
    expect(new Set(made.map(({ ca }) => ca)).size).toBe(1);
    expect((await ensureCertificates(directory, ['customers', 'licenses', 'activations'])).ca).toBe(made[0]?.ca);
  });

  it('keeps certificates private, uses them again, adds names and renews what expires', async () => {
    const directory = await folder();
    const first = await ensureCertificates(directory, ['activations']);
    for (const name of ['ca.crt', 'ca.key', 'tls.crt', 'tls.key']) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
    }
    expect(await ensureCertificates(directory, ['activations'])).toEqual(first);
    const second = await ensureCertificates(directory, ['licenses']);
    expect(second.ca).toBe(first.ca);
    expect(new X509Certificate(second.cert).subjectAltName).toMatch(
      /DNS:localhost.*127\.0\.0\.1.*DNS:activations.*DNS:licenses/,
    );
    await writeFile(join(directory, 'tls.key'), await readFile(join(directory, 'ca.key'), 'utf8'));
    expect((await ensureCertificates(directory, ['licenses'])).cert).not.toBe(second.cert);
    await rm(join(directory, 'ca.key'));
    await expect(ensureCertificates(directory, ['customers'])).rejects.toThrow(/provide a new one/);
  });
});
