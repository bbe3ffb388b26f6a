import { ipDetails } from '../clients/rest-clients.ts';
import { type Answer, ask } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import { type Product, type Sold, optionOf } from './product.suite.ts';
import { makeProduct, makeUpdate } from './solo-updates-made.suite.ts';

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

  describe('the support of an option', () => {
    const none = { days: null, date: null, maxVersion: null };

    it('by version refuses the activation of a higher one, offers no update to it, and stops no program [IP-SUPP-01, IP-SUPP-02, SA-GEN-25]', async () => {
      const own = await makeProduct(product());
      for (const latestVersion of ['4.9.0.0', '4.10.0.0']) await makeUpdate(product(), own, { latestVersion });
      const support = { rule: 'maxVersion', maxVersion: '4.9.9.9' };
      const body = { productId: own.id, name: 'Supported', type: 'activationCode', support, seats: { limit: 9 } };
      const option = await ask(product(), '/options', post(body));
      const answer = await made(product(), { optionId: option.body.id });
      const activate = (ProductVersion?: string) => product().activate(sold(answer), { ProductVersion });
      const refused = await activate('4.10.0.0');
      expect([refused.code, refused.fields.MinimumActivationVersionString]).toEqual([5012, undefined]);
      expect([(await activate('4.9.9.9')).code, (await activate()).code]).toEqual([0, 0]);
      const offered = async () =>
        (await product().solo.updateCheck({ LicenseID: soloNumber(answer), Version: '1.0.0.0' })).fields.VersionString;
      expect(await offered()).toBe('4.9.0.0');
      await ask(product(), `/options/${option.body.id}`, patch({ support: { maxVersion: '9.0.0.0' } }));
      expect([(await activate('4.10.0.0')).code, await offered()]).toEqual([5012, '4.9.0.0']);
      const change = (of: object) => ask(product(), `/licenses/${answer.body.id}`, patch({ support: of }));
      expect((await change({ maxVersion: '5.0.0.0' })).body.support).toMatchObject({ maxVersion: '5.0.0.0' });
      expect([(await activate('4.10.0.0')).code, await offered()]).toEqual([0, '4.10.0.0']);
      await change({ rule: 'onDate', date: '2020-01-01T00:00:00Z' });
      const late = await activate('9.0.0.0');
      expect([late.code, (await product().check(late.fields.InstallationID!)).code, await offered()]).toEqual([
        ...[0, 0, ''],
      ]);
    });

    it('gives its amounts to each license that is issued, and its rule to all of them [API-OPT-07, API-OPT-08]', async () => {
      const { id } = await optionOf(product(), { support: { rule: 'daysFromCreation', days: 30 } });
      const old = await made(product(), { optionId: id });
      await ask(product(), `/options/${id}`, patch({ support: { days: 7 } }));
      const young = await made(product(), { optionId: id });
      const supportOf = async (answer: Answer) => (await license(answer)).support;
      expect([await supportOf(old), await supportOf(young)]).toMatchObject([{ days: 30 }, { days: 7 }]);
      await ask(product(), `/options/${id}`, patch({ support: { rule: 'never' } }));
      expect(await supportOf(old)).toMatchObject({ rule: 'never', days: 30, endsAt: null });
      const { body } = await ask(product(), `/licenses/${old.body.id}?include=origins`);
      expect(body.origins).toMatchObject({ support: { rule: 'option', days: 'copied', maxVersion: 'copied' } });
    });

    it.each([
      [{ rule: 'never' }, 'NotExpires'],
      [{ rule: 'daysFromCreation', days: 30 }, 'ExpiresAfterDaysCreation'],
      [{ rule: 'daysFromFirstActivation', days: 30 }, 'ExpiresAfterDaysRegistration'],
      [{ rule: 'onDate', date: '2031-01-01T00:00:00.000Z' }, 'ExpiresOnDate'],
      [{ rule: 'maxVersion', maxVersion: '4.9.0.0' }, 'ExpiresByPpversion'],
    ])(
      'is kept as it was told: %j, and IntelliProtector calls it %s [IP-SUPP-03, IP-DETAILS-27]',
      async (support, type) => {
        const { id } = await optionOf(product(), { support });
        expect((await ask(product(), `/options/${id}`)).body.support).toEqual({ ...none, ...support });
        const byOption = await made(product(), { optionId: id });
        expect((await license(byOption)).support).toMatchObject({ ...none, ...support });
        expect((await ipDetails(product().access, codeId(byOption))).SupportExpirationType).toBe(type);
        const plain = await made(product());
        await ask(product(), `/licenses/${plain.body.id}`, patch({ support }));
        expect((await license(plain)).support).toMatchObject({ ...none, ...support });
      },
    );
  });
}
