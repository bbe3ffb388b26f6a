import { ask, placesOf, type Answer } from './native-answers.suite.ts';
import { ipDetails } from '../clients/rest-clients.ts';
import { patch, post } from './native-catalog.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import { type Product, customerOf, optionOf } from './product.suite.ts';

/** What a license says for itself over its option, and what its author notes on it. */
export function nativeLicenseSettings(product: () => Product): void {
  const change = (answer: Answer, body: object) => ask(product(), `/licenses/${answer.body.id}`, patch(body));
  const shown = async ({ body }: Answer) => (await ask(product(), `/licenses/${body.id}`)).body;
  const sold = (answer: Answer) => ({
    LicenseID: String(soloNumber(answer)),
    Password: (answer.body.secrets as { activationPassword: string }).activationPassword,
  });

  it('changes every setting that a license says for itself, and null gives it back to the option [API-LIC-13, API-OPT-07]', async () => {
    const answer = await made(product());
    const told = {
      seats: { rotation: true },
      activation: {
        deactivations: 'unlimited',
        sameMachineFree: true,
        fingerprintMatch: 'all',
        minimumVersion: '1.0.0.0',
      },
      expiry: { rule: 'daysFromCreation', days: 30 },
      ...{ freeze: { enabled: true, days: 9 }, validation: { mode: 'mandatory', days: 3 } },
      ...{ edition: { typeId: 4, name: 'Site' }, ip: { maxComputers: 8 }, licenseData: 'data' },
    };
    const changed = await change(answer, told);
    expect(changed.body).toMatchObject({ ...told, version: 2 });
    expect(changed.body).toEqual(await shown(answer));
    const none = { edition: { typeId: null, name: null }, freeze: { enabled: null, days: null } };
    const { body } = await change(answer, { ...none, seats: { rotation: null } });
    const { freeze, edition, seats } = answer.body;
    expect(body).toMatchObject({ freeze, edition, seats, validation: { mode: 'mandatory' } });
  });

  it('tells of each value whether it is copied, of the option or of the license itself [API-LIC-08, API-OPT-07]', async () => {
    const { prodOptionId } = await optionOf(product(), { features: { export: true } });
    const answer = await made(product(), { optionId: `solo:${prodOptionId}` });
    await change(answer, { seats: { rotation: true }, features: { extra: 2 }, validation: { days: 3 } });
    const { body } = await ask(product(), `/licenses/${answer.body.id}?include=origins`);
    expect(body.origins).toMatchObject({
      seats: { limit: 'copied', rotation: 'overridden' },
      validation: { mode: 'option', days: 'overridden' },
      features: { export: 'option', extra: 'overridden' },
      ...{ counter: 'copied', customData: 'copied' },
    });
  });

  it('decides activations by what the license says, whatever its option says [API-OPT-07, API-LIC-13]', async () => {
    const { prodOptionId } = await optionOf(product(), { seats: { limit: 5 } });
    const answer = await made(product(), { optionId: `solo:${prodOptionId}` });
    await change(answer, { activation: { minimumVersion: '5.0.0.0' } });
    expect((await product().activate(sold(answer), { ProductVersion: '4.9.0.0' })).code).toBe(5012);
    await change(answer, { activation: { minimumVersion: null, deactivations: 'none' } });
    const { code, fields } = await product().activate(sold(answer), { ProductVersion: '4.9.0.0' });
    expect(code).toBe(0);
    const { solo, keyId } = product();
    expect((await solo.deactivate(keyId, { InstallationID: fields.InstallationID })).code).toBe(5018);
  });

  it('freezes as long as the license says, and ends a freeze when staff say [API-LIC-13, IP-FREEZE-01, IP-FREEZE-02, UNI-31]', async () => {
    const answer = await made(product());
    const another = () => product().activate(sold(answer), { UserCode2: 2 });
    expect((await product().activate(sold(answer))).code).toBe(0);
    const frozen = await change(answer, { freeze: { enabled: true, days: 2 } });
    const { codeId } = frozen.body.ip as { codeId: string };
    const until = (frozen.body.freeze as { until: string }).until;
    expect(frozen.body.state).toBe('throttled');
    expect(Math.round((Date.parse(until) - Date.now()) / 3_600_000)).toBe(48);
    expect((await ipDetails(product().access, codeId)).IsFrozen).toBe(true);
    const { code, fields } = await another();
    expect([code, fields.ActivationsLeft]).toEqual([5013, '0']); // SA-GEN-25
    const longer = await change(answer, { freeze: { until: '2031-01-01T00:00:00Z' } });
    expect(longer.body).toMatchObject({ state: 'throttled', freeze: { until: '2031-01-01T00:00:00.000Z' } });
    expect((await ask(product(), `/licenses?state=throttled&sort=-createdAt&limit=1`)).body.data[0]!.id).toBe(
      answer.body.id,
    );
    const ended = await change(answer, { freeze: { until: null } });
    expect(ended.body).toMatchObject({ state: 'activated', freeze: { enabled: true, until: null } });
    expect((await ipDetails(product().access, codeId)).IsFrozen).toBe(false);
    expect((await another()).code).toBe(0);
  });

  it('refuses a rule that counts no days [API-OPT-09]', async () => {
    const answer = await made(product());
    const refused = await change(answer, { expiry: { rule: 'daysFromCreation' }, notes: 'changed' });
    expect([refused.status, placesOf(refused)]).toEqual([400, ['/expiry/days invalid']]);
    expect(await shown(answer)).toMatchObject({ version: 1, notes: '' });
  });

  it('has one name of the author per account, and is found and listed by it [API-REP-05, API-REP-15, API-LIC-10]', async () => {
    const externalId = `A-${Date.now()}`;
    const first = await made(product(), { externalId });
    const { prodOptionId } = product().access.products[0]!.options[0]!;
    const again = await ask(product(), '/licenses', post({ optionId: `solo:${prodOptionId}`, externalId }));
    expect([again.status, again.body.code]).toEqual([409, 'duplicate']);
    const second = await made(product());
    expect((await change(second, { externalId })).body.code).toBe('duplicate');
    const listed = async () =>
      (await ask(product(), `/licenses?externalId=${externalId}`)).body.data.map(({ id }) => id);
    expect(await listed()).toEqual([first.body.id]);
    expect((await ask(product(), `/licenses/ext:${externalId}`)).body.id).toBe(first.body.id);
    await change(first, { externalId: null });
    expect((await change(second, { externalId })).body.externalId).toBe(externalId);
    expect(await listed()).toEqual([second.body.id]);
  });

  it('merges what the author notes on it, by key [API-REP-14]', async () => {
    const answer = await made(product(), { metadata: { shop: '1', order: '2' } });
    expect(answer.body.metadata).toEqual({ shop: '1', order: '2' });
    const { body } = await change(answer, { metadata: { shop: null, 'ref.1': 'x' } });
    expect([body.metadata, body.version]).toEqual([{ order: '2', 'ref.1': 'x' }, 2]);
  });

  it('has a distributor who is one, and none again [API-LIC-13, API-CUS-08]', async () => {
    const answer = await made(product());
    const { id } = await customerOf(product(), { isDistributor: true });
    expect((await change(answer, { distributorId: id })).body).toMatchObject({ distributorId: id, version: 2 });
    expect((await change(answer, { distributorId: null })).body).toMatchObject({ distributorId: null, version: 3 });
    const plain = await customerOf(product());
    const refused = await change(answer, { distributorId: plain.id });
    expect([refused.status, placesOf(refused)]).toEqual([404, ['/distributorId invalid']]);
  });

  it('belongs to the invoice that it is given, and to none again [API-LIC-13]', async () => {
    const invoice = await ask(product(), '/invoices', post({}));
    const answer = await made(product());
    expect((await change(answer, { invoiceId: invoice.body.id })).body.invoiceId).toBe(invoice.body.id);
    expect((await ask(product(), `/licenses?invoiceId=${invoice.body.id}`)).body.data).toHaveLength(1);
    expect((await change(answer, { invoiceId: null })).body.invoiceId).toBeNull();
    expect((await change(answer, { invoiceId: 'solo:99999' })).status).toBe(404);
  });
}
