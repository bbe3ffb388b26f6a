import { type TlsFiles, ensureCertificates } from '@licet/command-bus';
import { type HttpsReceiver, startHttpsReceiver } from '@licet/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutgoingCaller, OutgoingFailed } from './outgoing-caller.ts';
import { mayBeCalled, outgoingUrl } from './outgoing-url.ts';
import { webhookHeaders, webhookSecretForm } from './sign-webhook.ts';

describe('a call of a server of somebody else', () => {
  const loopback = ['127.0.0.0/8', '::1'];
  let folder: string;
  let tls: TlsFiles;
  let receiver: HttpsReceiver;
  const callers: OutgoingCaller[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'licet-outgoing-'));
    tls = await ensureCertificates(folder, ['localhost']);
    receiver = await startHttpsReceiver(tls);
  });
  afterAll(async () => {
    for (const caller of callers) caller.close();
    await receiver.close();
    await rm(folder, { recursive: true });
  });

  const caller = (networks = loopback, authorities: string | undefined = tls.ca) => {
    const made = new OutgoingCaller({ networks, ...(authorities && { authorities }) });
    callers.push(made);
    return made;
  };
  const post = (as = caller(), url = receiver.url, timeoutMs = 5000) =>
    as.post(url, { headers: { 'x-test': 'yes' }, body: '{"n":1}', timeoutMs });

  it('brings body and headers, and the status and body of the answer, whatever it is', async () => {
    receiver.answer(() => ({ status: 418, body: 'tea' }));
    expect(await post()).toEqual({ status: 418, body: 'tea' });
    const [call] = receiver.received.slice(-1);
    expect(call).toMatchObject({ path: '/', body: '{"n":1}' });
    expect(call!.headers).toMatchObject({ 'x-test': 'yes', 'content-length': '7' });
  });

  it('does not follow a redirect [API-OPT-12]', async () => {
    receiver.answer(() => ({ status: 307, headers: { location: `${receiver.url}/elsewhere` } }));
    const before = receiver.received.length;
    expect((await post()).status).toBe(307);
    expect(receiver.received).toHaveLength(before + 1);
  });

  it('reads an answer of up to 64 KiB [API-OPT-12]', async () => {
    receiver.answer(() => ({ body: 'x'.repeat(10_000_000) }));
    expect((await post()).body).toHaveLength(65_536);
  });

  it('reaches no address that is not public, by number or by name, and connects to none [API-OPT-12]', async () => {
    const before = receiver.received.length;
    for (const host of ['localhost', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])
      await expect(post(caller([]), `https://${host}:${receiver.port}`)).rejects.toThrow(/may (not )?be called/);
    await expect(post(caller(), `http://localhost:${receiver.port}`)).rejects.toThrow(OutgoingFailed);
    expect(receiver.received).toHaveLength(before);
  });

  it('trusts no certificate of its own making unless told to', async () => {
    await expect(post(caller(loopback, ''))).rejects.toThrow(/certificate/);
  });

  it('ends when its time is over, and where nobody listens or the name is unknown', async () => {
    receiver.answer(() => null);
    await expect(post(caller(), receiver.url, 100)).rejects.toThrow('it did not answer in time');
    await expect(post(caller(), 'https://localhost:1')).rejects.toThrow(OutgoingFailed);
    await expect(post(caller(), 'https://unknown.invalid')).rejects.toThrow(OutgoingFailed);
  });
});

describe('addresses of servers of others', () => {
  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1', '224.0.0.1'],
    ...['255.255.255.255', '::', '::1', 'fe80::1', 'fc00::1', 'ff02::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8'],
    ...['64:ff9b::a00:1', '2002:a00:1::1'],
  ])('%s is not called, unless the operator lists it [API-OPT-12]', (address) => {
    expect(mayBeCalled(address, [])).toBe(false);
    expect(mayBeCalled(address, [address.replace('::ffff:', '')])).toBe(true);
  });

  it.each(['8.8.8.8', '2606:4700::1111'])('%s is called', (address) => {
    expect(mayBeCalled(address, [])).toBe(true);
  });

  it.each([
    ...['', 'x', '//example.com', 'http://example.com', 'ftp://example.com', 'https://u@example.com'],
    ...['https://u:p@example.com', 'https://example.com/#x', 'https://10.0.0.1', 'https://[::1]', 'https://0x7f.1'],
  ])('are not written %j [API-OPT-12]', (text) => {
    expect(outgoingUrl(text, [])).toBeUndefined();
  });

  it('are written as https addresses', () => {
    expect(outgoingUrl('https://example.com:8443/a?b=c', [])?.href).toBe('https://example.com:8443/a?b=c');
    expect(outgoingUrl('https://10.0.0.1', ['10.0.0.0/8'])?.host).toBe('10.0.0.1');
  });
});

/** Made by the reference library of Standard Webhooks, 1.1.1. */
it('are signed as Standard Webhooks asks [API-OPT-12]', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const at = new Date(1614265330_000);
  const signed = webhookHeaders(secret, { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body: '{"test": 2432232314}' });
  expect(secret).toMatch(webhookSecretForm);
  expect(signed).toMatchObject({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});
