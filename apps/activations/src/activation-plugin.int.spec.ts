import { ensureCertificates } from '@licet/command-bus';
import { ListAttempts, WouldHold } from '@licet/contracts';
import { webhookHeaders } from '@licet/service-kit';
import { type HttpsReceiver, eventually, startHttpsReceiver } from '@licet/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Owners } from './testing/owners.ts';
import { codeOf, type RunningActivations, valueOf } from './testing/running-activations.ts';
import { type TwoPods, runTwoPods } from './testing/two-pods.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const optionId = 2003;

describe('an activation plugin', () => {
  let folder: string;
  let plugin: HttpsReceiver;
  let pods: TwoPods;
  let owners: Owners;
  let pod: RunningActivations;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'licet-plugin-'));
    const tls = await ensureCertificates(folder, ['localhost']);
    plugin = await startHttpsReceiver(tls);
    pods = await runTwoPods({ networks: ['127.0.0.0/8', '::1'], authorities: tls.ca });
    ({ owners, pod } = pods);
    await owners.tellOptionWithPlugin(optionId, `${plugin.url}/ask?from=licet`, secret);
    await owners.tellOptionWithPlugin(2004, `http://localhost:${plugin.port}`, secret);
    plugin.answer(() => ({ body: '{"allowed":true}' }));
    await eventually(async () => {
      const { licenseId } = await owners.addLicense({ optionId });
      return (await pod.activate({ licenseId })).ok && (await pods.other.activate({ licenseId })).ok;
    });
  });
  afterAll(async () => {
    await pods.close();
    await plugin.close();
    await rm(folder, { recursive: true });
  });

  const answers = (body: string, status = 200) => {
    plugin.answer(() => ({ body, status }));
  };
  const refusalOf = async (licenseId: number, as?: Parameters<typeof pod.activate>[1]) => {
    const reply = await pod.activate({ licenseId }, as);
    return reply.ok ? undefined : reply.refusal;
  };

  it('is asked before the commit, signed as a webhook, with the facts of the activation and no secret [PO-19, API-OPT-12]', async () => {
    const { licenseId } = await owners.addLicense({ optionId, quantity: 3 });
    answers('{"allowed":true}');
    const before = plugin.received.length;
    const data = { xml: '<m>1</m>', identifiers: ['cpu'], malformed: false };
    const sent = { name: 'WS-14', userCode2: 77, version: '4.2.0.0', activationData: data };
    expect(codeOf(await pod.activate({ licenseId, ...sent }, { address: '192.0.2.1' }))).toBe('ok');
    expect(plugin.received).toHaveLength(before + 1);
    const { path, headers, body } = plugin.received[before]!;
    expect(path).toBe('/ask?from=licet');
    expect(JSON.parse(body)).toEqual({
      type: 'activation.requested',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      data: {
        license: {
          id: expect.stringMatching(/^lic_/) as string,
          solo: { licenseId, productId: 1001, prodOptionId: optionId, customerId: 3001 },
          ...{ quantity: 3, isTest: false, expiresAt: null },
        },
        installation: { name: 'WS-14', version: '4.2.0.0', computerId: 77, activationData: '<m>1</m>' },
        address: '192.0.2.1',
      },
    });
    const id = String(headers['webhook-id']);
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(headers).toMatchObject(webhookHeaders(secret, { id, at, body }));
    expect(body).not.toContain('secret');
  });

  const checks: unknown = expect.any(Array);
  const failed = { code: 'plugin_failed', checks };

  it('refuses by its code and message, and no seat is taken [SA-ACT-77, SA-ACT-41, AMB-45]', async () => {
    const { licenseId } = await owners.addLicense({ optionId });
    answers('{"allowed":false,"code":-17,"message":"Not on Sundays."}');
    expect(await refusalOf(licenseId)).toEqual({
      code: 'plugin_refused',
      facts: { extendedCode: -17, extendedMessage: 'Not on Sundays.' },
      checks,
    });
    answers('{"allowed":false,"code":3}');
    expect(await refusalOf(licenseId)).toMatchObject({ facts: { extendedCode: 3, extendedMessage: null } });
    expect(await pod.ledger(licenseId)).toMatchObject({ activationsLeft: 5, seatsInUse: 0 });
    const attempts = valueOf(await pod.send(ListAttempts, { licenseId, limit: 9, kind: 'refused', after: null }));
    expect(attempts.map(({ code }) => code)).toEqual(['plugin_refused', 'plugin_refused']);
  });

  it.each([
    ['', 200],
    ['yes', 200],
    ['{}', 200],
    ['{"allowed":"true"}', 200],
    ['{"allowed":false}', 200],
    ['{"allowed":false,"code":2147483648}', 200],
    ['{"allowed":false,"code":1,"message":"a\\u0000b"}', 200],
    [`{"allowed":true,"x":"${'x'.repeat(70_000)}"}`, 200],
    ['{"allowed":true}', 201],
    ['{"allowed":true}', 302],
    ['{"allowed":true}', 500],
  ])('that answers %.40j with status %i could not be run [SA-ACT-78]', async (body, status) => {
    const { licenseId } = await owners.addLicense({ optionId });
    answers(body, status);
    expect(await refusalOf(licenseId)).toEqual(failed);
    expect(await pod.ledger(licenseId)).toMatchObject({ seatsInUse: 0 });
  });

  it('that is not there, too slow, or at an address that may not be called could not be run [SA-ACT-78, API-OPT-12]', async () => {
    const { licenseId } = await owners.addLicense({ optionId: 2004 });
    expect(await refusalOf(licenseId)).toEqual(failed);
    const slow = await owners.addLicense({ optionId });
    plugin.answer(() => null);
    const begun = Date.now();
    expect(await refusalOf(slow.licenseId)).toEqual(failed);
    expect(Date.now() - begun).toBeLessThan(5000);
  });

  it('holds nothing while it answers: others of the same license are decided meanwhile, and its word does not give a seat that they took [API-OPT-12]', async () => {
    const { licenseId } = await owners.addLicense({ optionId, activationsLeft: 1 });
    let meanwhile: string | undefined;
    plugin.answer(async ({ body }) => {
      if (body.includes('"slow"')) meanwhile = codeOf(await pods.other.activate({ licenseId, name: 'quick' }));
      return { body: '{"allowed":true}' };
    });
    expect(codeOf(await pod.activate({ licenseId, name: 'slow' }))).toBe('no_activations_left');
    expect(meanwhile).toBe('ok');
    expect(await pod.ledger(licenseId)).toMatchObject({ activationsLeft: 0, seatsInUse: 1 });
  });

  it('is asked anew when the license was changed while it answered [API-OPT-12]', async () => {
    const { licenseId } = await owners.addLicense({ optionId, quantity: 1 });
    const told: number[] = [];
    plugin.answer(async ({ body }) => {
      const { quantity } = (JSON.parse(body) as { data: { license: { quantity: number } } }).data.license;
      told.push(quantity);
      if (quantity === 2) return { body: '{"allowed":false,"code":2}' };
      const after = await owners.change(licenseId, { quantity: 2 });
      await pod.send(WouldHold, { licenseId, after });
      return { body: '{"allowed":true}' };
    });
    expect(await refusalOf(licenseId)).toMatchObject({ facts: { extendedCode: 2 } });
    expect(told).toEqual([1, 2]);
  });

  it('is asked by 32 machines of one license at once, and no more than its seats are taken [API-OPT-12, SYS-02]', async () => {
    const { licenseId } = await owners.addLicense({ optionId, activationsLeft: 5 });
    answers('{"allowed":true}');
    const replies = await Promise.all(Array.from({ length: 32 }, () => pod.activate({ licenseId })));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(5);
  });
});
