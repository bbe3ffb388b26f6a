import { ServiceUnavailable } from '@licet/command-bus';
import { type LicenseFacts, scopes } from '@licet/contracts';
import { jsonOf } from '../scenarios/http.scenarios.ts';
import {
  type ScriptedGateway,
  authenticates,
  caller,
  known,
  scriptedGateway,
} from '../scenarios/scripted-gateway.scenarios.ts';
import { ledger, license } from '../solo/scenarios/facts.scenarios.ts';
import { dnaStatusScenarios } from './license-status.scenarios.ts';

const path = '/v1/licenses/P0001001/SERIAL-1/status';
const used = { ...ledger, seatsInUse: 1, firstActivatedAt: '2026-03-02T09:00:00.000Z' };
const authorization = `Basic ${Buffer.from(`${known.dna.clientId}:${known.dna.key}`).toString('base64')}`;
const absent = { ok: false, refusal: { code: 'not_found' } } as const;

type Reference = { licenseId: number } | { key: string; productId: number };
const finds =
  (stored: LicenseFacts) =>
  ({ authorId, reference }: { authorId: number; reference: Reference }) => {
    const named =
      'key' in reference
        ? reference.key.toUpperCase() === stored.key && reference.productId === stored.productId
        : reference.licenseId === stored.licenseId;
    return named && authorId === stored.authorId
      ? { ok: true as const, value: { license: stored, password: 'none' } }
      : absent;
  };
const catalog = ({ dnaProductId }: { dnaProductId: string }) =>
  /^P000100[12]$/i.test(dnaProductId)
    ? { ok: true as const, value: { ...license.product, productId: Number(dnaProductId.slice(1)) } }
    : absent;
const answers = { FindProduct: catalog, GetLicense: finds(license), GetLedger: { ok: true as const, value: used } };

describe('software_DNA: Licenses Status', () => {
  let gateway: ScriptedGateway;
  beforeAll(async () => {
    gateway = await scriptedGateway(answers);
  });
  beforeEach(() => {
    gateway.bus.asked.length = 0;
  });
  afterAll(() => gateway.close());
  const ask = () => gateway.ask(path, { headers: { authorization } });

  dnaStatusScenarios(() => ({
    ask: gateway.ask,
    clientId: known.dna.clientId,
    key: known.dna.key,
    productId: 'P0001001',
    licenseKey: 'SERIAL-1',
    licenseNumber: 4001,
  }));

  it('answers 404 for a license of another product of the account, by key and by number [DNA-HTTP-12]', async () => {
    for (const id of ['SERIAL-1', '4001'])
      expect((await gateway.ask(`/v1/licenses/P0001002/${id}/status`, { headers: { authorization } })).status).toBe(
        404,
      );
  });

  it('asks for nothing but this account, so that what is foreign is like what is absent [DNA-HTTP-11]', async () => {
    await ask();
    const asked = gateway.bus.asked.filter(({ name }) => name === 'FindProduct' || name === 'GetLicense');
    expect(asked.map(({ request }) => request.authorId)).toEqual([1, 1]);
  });

  it('sends queries only [DNA-STATUS-27]', async () => {
    await ask();
    const asked = gateway.bus.asked.map(({ name }) => name);
    expect(asked.filter((name) => name !== 'AuthenticateKey')).toEqual(['FindProduct', 'GetLicense', 'GetLedger']);
  });

  it('answers 401 for a closed account and for a key without the right to read [DNA-AUTH-09]', async () => {
    for (const who of [
      { ...caller, account: { mode: 'live', status: 'closed' } as const },
      { ...caller, scopes: scopes.filter((scope) => scope !== 'licenses:read') },
    ]) {
      const other = await scriptedGateway({ ...answers, AuthenticateKey: authenticates(who) });
      expect((await other.ask(path, { headers: { authorization } })).status).toBe(401);
      await other.close();
    }
  });

  it.each(['AuthenticateKey', 'FindProduct', 'GetLicense', 'GetLedger'])(
    'answers 500 with the request id when %s cannot be answered, and tells the operator [DNA-HTTP-16, DNA-STATUS-30]',
    async (call) => {
      const broken = () => {
        throw new ServiceUnavailable('licenses', 'it is not running');
      };
      const other = await scriptedGateway({ ...answers, [call]: broken });
      const answer = await other.ask(path, { headers: { authorization } });
      expect(answer.status).toBe(500);
      expect(jsonOf(answer)).toEqual({ Message: `Internal error, request ${String(answer.headers['x-request-id'])}` });
      expect(other.log()).toContain('"level":"error"');
      await other.close();
    },
  );

  it('answers 500 while the ledger is not there yet: what cannot be known is no status [design 4]', async () => {
    const other = await scriptedGateway({ ...answers, GetLedger: absent });
    expect((await other.ask(path, { headers: { authorization } })).status).toBe(500);
    await other.close();
  });

  it('wants TLS on any address but loopback, or the word of a trusted proxy for it [DNA-HTTP-02]', async () => {
    const open = await scriptedGateway(answers, { config: { host: '0.0.0.0', trustedProxies: ['127.0.0.1'] } });
    const plain = await open.ask(path, { headers: { authorization } });
    const proxied = await open.ask(path, { headers: { authorization, 'x-forwarded-proto': 'https' } });
    expect([plain.status, plain.body, proxied.status]).toEqual([403, '{"Message":"HTTPS required"}', 200]);
    await open.close();
  });

  it('writes neither credential nor license key into the log [design 1.7]', async () => {
    await ask();
    expect(gateway.log()).toContain('"msg":"request"');
    for (const secret of ['SERIAL-1', known.dna.key, authorization]) expect(gateway.log()).not.toContain(secret);
  });
});
