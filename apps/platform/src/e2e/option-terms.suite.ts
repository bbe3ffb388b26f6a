import { ipDetails } from '../clients/rest-clients.ts';
import { type Answer, ask } from './native-answers.suite.ts';
import { patch } from './native-catalog.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';

const dayMs = 86_400_000;

/** When licenses end by the rule of their option, told alike by every door. */
export function optionTerms(product: () => Product): void {
  const license = async (answer: Answer) => (await ask(product(), `/licenses/${answer.body.id}`)).body;
  const expiryOf = async (answer: Answer) => (await license(answer)).expiry as Record<string, unknown>;
  const sold = (answer: Answer): Sold => ({
    LicenseID: String(soloNumber(answer)),
    Password: (answer.body.secrets as { activationPassword: string }).activationPassword,
  });
  const issued = async (expiry: object) => {
    const { prodOptionId, id } = await optionOf(product(), { expiry });
    return { id, prodOptionId, answer: await made(product(), { optionId: `solo:${prodOptionId}` }) };
  };
  const codeId = (answer: Answer) => (answer.body.ip as { codeId: string }).codeId;
  const downloadExpiration = async (answer: Answer) =>
    (await product().solo.infoCheck({ LicenseID: soloNumber(answer) })).fields.DownloadExpiration;
  const expiringBefore = async (end: number) => {
    const path = `/licenses?expiresAt[lte]=${new Date(end).toISOString()}&expiresAt[gte]=${new Date(end).toISOString()}`;
    return (await ask(product(), path)).body.data.map(({ id }) => id);
  };

  it('gives a counter that nobody names at creation what the option says, and SOLO Add leaves it unset [API-OPT-10]', async () => {
    const { id, prodOptionId } = await optionOf(product(), { counter: { initial: 25 } });
    const counterOf = async (body: object = {}) => (await made(product(), { optionId: id, ...body })).body.counter;
    expect([await counterOf(), await counterOf({ counter: 7 }), await counterOf({ counter: null })]).toEqual([
      25,
      7,
      null,
    ]);
    const shownBySolo = async () => {
      const { LicenseID } = await product().add({ ProdOptionID: prodOptionId });
      return (await product().solo.infoCheck({ LicenseID })).fields.LicenseCounter;
    };
    expect(await shownBySolo()).toBe('');
    const changed = await ask(product(), `/options/${id}`, patch({ counter: { source: 'quantity' } }));
    expect(changed.body.counter).toEqual({ type: 'none', source: 'quantity', initial: 25 });
    const license = await made(product(), { optionId: id, quantity: 3 });
    expect([license.body.counter, await shownBySolo()]).toEqual([3, '']);
    const { fields } = await product().solo.infoCheck({ LicenseID: soloNumber(license) });
    expect(fields.LicenseCounter).toBe('3');
  });

  describe('the expiry of an option', () => {
    it('counts days from the first activation, and every door tells the same end [API-OPT-04, UNI-68, IP-EXP-02, IP-DETAILS-26]', async () => {
      const { answer } = await issued({ rule: 'daysFromFirstActivation', days: 30 });
      const rule = { rule: 'daysFromFirstActivation', days: 30 };
      expect(await expiryOf(answer)).toEqual({ ...rule, date: null, expiresAt: null, expired: false });
      expect(await downloadExpiration(answer)).toBe('');
      const before = Date.now();
      const first = await product().activate(sold(answer));
      const { activation, expiry } = await license(answer);
      const end = Date.parse((expiry as { expiresAt: string }).expiresAt);
      expect(end - 30 * dayMs).toBe(Date.parse((activation as { firstAt: string }).firstAt));
      expect(end - 30 * dayMs).toBeGreaterThanOrEqual(before);
      const seconds = new Date(end).toISOString().slice(0, 19);
      const again = await product().activate(sold(answer));
      const checked = await product().check(first.fields.InstallationID!);
      for (const { code, fields } of [first, again, checked])
        expect([code, fields.ExpirationDate]).toEqual([0, `${seconds}Z`]);
      expect(await downloadExpiration(answer)).toBe(seconds);
      expect((await ipDetails(product().access, codeId(answer))).LicenseExpirationType).toBe(
        'ExpiresAfterDaysRegistration',
      );
      expect(await expiringBefore(end)).toContain(answer.body.id);
      const { solo } = product();
      const update = await solo.updateCheck({ LicenseID: soloNumber(answer), VerifyDaysToDL: true });
      expect([update.code, update.fields.NoMoreDL]).toEqual([0, seconds]);
    });

    it('copies its days, not its rule, and moves by days before and after they began to count [API-OPT-04, API-OPT-07, SL-UAF-19]', async () => {
      const { answer, id } = await issued({ rule: 'daysFromFirstActivation', days: 30 });
      await ask(product(), `/options/${id}`, patch({ expiry: { days: 7 } }));
      expect((await product().change(sold(answer), { ExpirationDateIncrement: 5 })).code).toBe(0);
      await product().activate(sold(answer));
      const { firstAt } = (await license(answer)).activation as { firstAt: string };
      const left = async () => (Date.parse(String((await expiryOf(answer)).expiresAt)) - Date.parse(firstAt)) / dayMs;
      expect([await left(), (await expiryOf(answer)).days]).toEqual([35, 35]);
      await ask(product(), `/licenses/${answer.body.id}`, patch({ expiry: { days: { increment: -4 } } }));
      expect(await left()).toBe(31);
      await product().change(sold(answer), { ExpirationDate: '01/31/2031' });
      expect((await expiryOf(answer)).expiresAt).toBe('2031-01-31T00:00:00.000Z');
      await ask(product(), `/licenses/${answer.body.id}`, patch({ expiry: { days: 60 } }));
      expect(await left()).toBe(60);
    });

    it('is a date, for SOLO too, and refuses activations from then on [API-OPT-04, IP-EXP-04, SA-ACT-73]', async () => {
      const { answer, prodOptionId, id } = await issued({ rule: 'onDate', date: '2031-05-01T02:00:00+02:00' });
      expect(await expiryOf(answer)).toMatchObject({ date: '2031-05-01T00:00:00.000Z' });
      const bySolo = await product().add({ ProdOptionID: prodOptionId });
      const { fields } = await product().activate(bySolo);
      expect(fields.ExpirationDate).toBe('2031-05-01T00:00:00Z');
      expect(await downloadExpiration(answer)).toBe('2031-05-01T00:00:00');
      expect((await ipDetails(product().access, codeId(answer))).LicenseExpirationType).toBe('ExpiresOnDate');
      await ask(product(), `/options/${id}`, patch({ expiry: { date: '2020-01-01T00:00:00Z' } }));
      expect((await product().activate(bySolo)).code).toBe(0);
      const late = await product().add({ ProdOptionID: prodOptionId });
      expect((await product().activate(late)).code).toBe(5019);
    });
  });
}
