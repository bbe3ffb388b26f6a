import { withKey } from './access.suite.ts';
import { type Answer, type Body, answerOf, ask, placesOf } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { newKey } from './native-idempotency.suite.ts';
import { type Product, inParallel, optionOf, tally } from './product.suite.ts';

const dayMs = 86_400_000;

/** Trials that programs start by themselves, one for each machine. */
export function trials(product: () => Product): void {
  const trialOption = (trial: object = { days: 14, public: true }) => optionOf(product(), { trial });
  const machineOf = (...values: string[]) => ({
    fingerprint: values.map((value, i) => ({ type: `part${i}`, value })),
  });
  /** Without any key. */
  const start = async (optionId: string, machine: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ optionId, machine }) };
    return answerOf<Body>(await fetch(`${product().access.baseUrl}/api/v1/trials`, init));
  };
  const license = async ({ body }: Answer) => (await ask(product(), `/licenses/${String(body.licenseId)}`)).body;

  describe('a trial', () => {
    it('is a license of its own for a machine, started without a key, and its key activates [API-OPT-15]', async () => {
      const { id } = await trialOption();
      const started = await start(id, machineOf(newKey()));
      expect(started.status).toBe(201);
      const { solo, key } = started.body as unknown as { solo: { licenseId: number; productId: number }; key: string };
      const shown = await license(started);
      const { expiresAt, rule } = shown.expiry as { expiresAt: string; rule: string };
      expect(shown).toMatchObject({ key, isTrial: true, isTest: false, customerId: null, optionId: id });
      expect([Date.parse(expiresAt) - Date.parse(String(shown.createdAt)), rule]).toEqual([
        14 * dayMs,
        'daysFromCreation',
      ]);
      expect(started.body).toMatchObject({
        object: 'trial',
        state: 'available',
        usable: true,
        expired: false,
        expiresAt,
      });
      const named = { SerialNumber: key, ProductID: solo.productId, UserCode1: 1, UserCode2: 1 };
      const activated = await product().solo.activate(product().keyId, named);
      expect([activated.code, activated.fields.LicenseID]).toEqual([0, String(solo.licenseId)]);
      expect(activated.fields.ExpirationDate?.slice(0, 19)).toBe(expiresAt.slice(0, 19));
    });

    it('is the same again for the same machine, also when one part of it is new, and when it is over [API-OPT-15]', async () => {
      const { id } = await trialOption();
      const parts = [newKey(), newKey(), newKey()];
      const first = await start(id, machineOf(...parts));
      const again = await start(id, machineOf(...parts));
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect((await start(id, machineOf(parts[0]!, 'new', parts[2]!))).body).toEqual(first.body);
      const past = patch({ expiry: { expiresAt: '2020-01-01T00:00:00Z' } });
      await ask(product(), `/licenses/${String(first.body.licenseId)}`, past);
      const over = await start(id, machineOf(...parts));
      expect([over.status, over.body]).toEqual([
        200,
        { ...first.body, expiresAt: '2020-01-01T00:00:00.000Z', state: 'expired', usable: false, expired: true },
      ]);
    });

    it('is never given twice to one machine, however many ask at once [API-OPT-15]', async () => {
      const { id } = await trialOption();
      const parts = [newKey(), newKey()];
      const answers = await inParallel(24, 24, () => start(id, machineOf(...parts)));
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 23, 201: 1 });
      expect(new Set(answers.map(({ body }) => body.licenseId)).size).toBe(1);
      expect((await ask(product(), `/licenses?optionId=${id}`)).body.data).toHaveLength(1);
    });

    it('needs a key with licenses:create where the option is not for everybody, and no door tells which those are [API-OPT-15]', async () => {
      const { id } = await trialOption({ days: 3, public: false });
      const none = await optionOf(product(), {});
      for (const named of [id, none.id, 'opt_00000000000000000000000000', 'solo:99999999'])
        expect((await start(named, machineOf('a'))).status).toBe(401);
      const body = post({ optionId: id, machine: machineOf(newKey()) });
      const may = (await withKey(product(), { scopes: ['licenses:create'] })).product;
      const mayNot = (await withKey(product(), { scopes: ['licenses:read'] })).product;
      expect([(await ask(mayNot, '/trials', body)).status, (await ask(may, '/trials', body)).status]).toEqual([
        403, 201,
      ]);
      const noTrial = await ask(may, '/trials', post({ optionId: none.id, machine: machineOf('a') }));
      expect([noTrial.status, noTrial.body.code]).toEqual([409, 'option_not_issuable']);
    });

    it('takes a machine as its fingerprint and says where that tells nothing, a reading [API-OPT-15, API-ERR-03]', async () => {
      const { id } = await trialOption();
      expect(placesOf(await start(id, { fingerprint: [] }))).toEqual(['/machine/fingerprint invalid']);
      expect(placesOf(await start(id, {}))).toEqual(['/machine/fingerprint required']);
    });

    it('is limited per option, and the machines that have theirs are not concerned [API-OPT-15, API-RATE-04]', async () => {
      const { id } = await optionOf(product(), {
        trial: { days: 14, public: true },
        publicTrials: { mostPerHour: 1 },
      });
      const machine = machineOf(newKey());
      expect((await start(id, machine)).status).toBe(201);
      const further = await start(id, machineOf(newKey()));
      expect([further.status, further.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^3[56]\d\d$/)]);
      expect((await start(id, machine)).status).toBe(200);
    });

    it('is limited per address, and whoever calls from there with a key is not concerned [API-OPT-15, API-RATE-04]', async () => {
      const { id } = await trialOption();
      const machine = machineOf(newKey());
      const statuses = await inParallel(90, 10, async () => (await start(id, machine)).status);
      expect(statuses).toContain(429);
      expect((await start(id, machine)).headers.get('retry-after')).toMatch(/^\d+$/);
      expect((await ask(product(), '/trials', post({ optionId: id, machine }))).status).toBe(200);
    });
  });
}
