import { eventually } from '@licet/testing';
import { dnaStatus, ipDetails } from '../clients/rest-clients.ts';
import { type Answer, ask } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { newKey } from './native-idempotency.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import { type Product, customerOf, optionOf } from './product.suite.ts';

/** The lockout of a license whose machines change too often, in every dialect. */
export function reactivations(product: () => Product): void {
  describe('re-activations of a license', () => {
    lockingOut(product);
    releasing(product);
    everyState(product);
  });
}

const rules = { reactivation: { enabled: true, limit: 1 } };
const path = ({ body }: Answer) => `/licenses/${body.id}`;
const shown = async (product: Product, answer: Answer) => (await ask(product, path(answer))).body;
const unlock = (product: Product, answer: Answer, headers = {}) =>
  ask(product, `${path(answer)}/unlock`, { method: 'POST', headers });

async function sold(product: Product): Promise<Answer> {
  return made(product, { optionId: (await optionOf(product, rules)).id });
}

const bind = (product: Product, { body, ...answer }: Answer) =>
  product.activate({
    LicenseID: String(soloNumber({ body, ...answer })),
    Password: (body.secrets as { activationPassword: string }).activationPassword,
  });

/** Binds a machine and gives it back, and answers with what the next one is told. */
async function replace(product: Product, answer: Answer) {
  const { fields } = await bind(product, answer);
  await product.solo.deactivate(product.keyId, { InstallationID: fields.InstallationID });
  return bind(product, answer);
}

/** Two re-activations in place of the one that may be: the second is granted, and locks out. */
async function lockOut(product: Product, answer: Answer): Promise<string> {
  const second = await replace(product, answer);
  await product.solo.deactivate(product.keyId, { InstallationID: second.fields.InstallationID });
  const third = await bind(product, answer);
  expect([second.code, third.code]).toEqual([0, 0]);
  return third.fields.InstallationID!;
}

const dnaOf = ({ access }: Product, { body }: Answer) =>
  dnaStatus(access, access.products[0]!.dnaProductId, body.key as string);
const isFrozen = async ({ access }: Product, { body }: Answer) =>
  (await ipDetails(access, (body.ip as { codeId: string }).codeId)).IsFrozen;

function lockingOut(product: () => Product): void {
  it('lock it out above the limit: new machines are refused, bound ones go on, and every door tells so [DNA-REACT-01, DNA-REACT-02, DNA-REACT-05, UNI-30, API-LIC-10]', async () => {
    const answer = await sold(product());
    expect(answer.body.reactivation).toEqual({
      ...rules.reactivation,
      periodDays: 90,
      coolingDays: 90,
      count: 0,
      until: null,
    });
    const bound = await lockOut(product(), answer);
    const { reactivation, ...locked } = await shown(product(), answer);
    expect(locked).toMatchObject({ state: 'throttled', usable: true });
    const { count, until } = reactivation as { count: number; until: string };
    expect([count, Math.round((Date.parse(until) - Date.now()) / 86_400_000)]).toEqual([2, 90]);
    const refused = await bind(product(), answer);
    expect([refused.code, refused.fields.ActivationsLeft]).toEqual([5013, '0']);
    expect((await product().check(bound)).code).toBe(0);
    expect(await dnaOf(product(), answer)).toBe('EXISTS ACTIVATION REACTLOCKOUT');
    expect(await isFrozen(product(), answer)).toBe(true);
    await eventually(async () => {
      const { body } = await ask(product(), '/licenses?state=throttled&sort=-createdAt&limit=5');
      return body.data.some(({ id }) => id === answer.body.id);
    });
  });

  it('end with their lockout when staff unlock it, once however often that is asked under one key [API-LIC-24, DNA-REACT-04]', async () => {
    const answer = await sold(product());
    await lockOut(product(), answer);
    await ask(product(), path(answer), patch({ freeze: { enabled: true } }));
    expect((await shown(product(), answer)).freeze).toMatchObject({ until: expect.any(String) as string });
    expect((await unlock(product(), answer, { 'if-match': '"1.1"' })).body.code).toBe('version_conflict');
    const headers = { 'idempotency-key': newKey() };
    const unlocked = await unlock(product(), answer, headers);
    expect(unlocked.body).toMatchObject({
      ...{ version: 3, state: 'activated', freeze: { enabled: true, until: null } },
      reactivation: { count: 0, until: null },
    });
    expect((await unlock(product(), answer, headers)).body).toMatchObject({ version: 3 });
    expect(await dnaOf(product(), answer)).toBe('EXISTS ACTIVATION ACTIVATED VALID');
    const found = await ask(product(), `/licenses?state=activated&sort=-createdAt&limit=5`);
    expect(found.body.data.map(({ id }) => id)).toContain(answer.body.id);
    expect((await bind(product(), answer)).code).toBe(0);
  });
}

function releasing(product: () => Product): void {
  it('are what follows when staff take it away from all machines, which takes no deactivation and ends a freeze [API-LIC-23, UNI-66, DNA-REACT-05]', async () => {
    const named = await optionOf(product(), rules);
    const answer = await made(product(), { optionId: named.id });
    const bound = [await bind(product(), answer), await bind(product(), answer)];
    await ask(product(), path(answer), patch({ activation: { issueInstallationId: false } }));
    expect((await bind(product(), answer)).fields.InstallationID ?? '').toBe('');
    const { body } = await ask(product(), path(answer), patch({ freeze: { enabled: true } }));
    expect(body).toMatchObject({ state: 'throttled', seats: { used: 3, anonymous: 1 } });
    const { deactivationsLeft } = body.activation as { deactivationsLeft: number };
    const release = (headers = {}) => ask(product(), `${path(answer)}/release`, { method: 'POST', headers });
    expect((await release({ 'if-match': '"1.1"' })).body.code).toBe('version_conflict');
    const headers = { 'idempotency-key': newKey() };
    const released = await release(headers);
    expect(released.body).toMatchObject({
      ...{ released: 3, state: 'activated', seats: { used: 0, anonymous: 0, left: 5 } },
      ...{ freeze: { until: null }, activation: { deactivationsLeft } },
    });
    expect((await release(headers)).body.released).toBe(3);
    expect((await release()).body.released).toBe(0);
    for (const { fields } of bound) expect((await product().check(fields.InstallationID!)).code).toBe(5016);
    expect((await bind(product(), answer)).code).toBe(0);
    expect((await shown(product(), answer)).reactivation).toMatchObject({ count: 1 });
  });
}

function everyState(product: () => Product): void {
  it('bring it, with what else staff do, through every state that DNA prints [DNA-STATE-01]', async () => {
    const dated = { expiry: { rule: 'daysFromCreation', days: 30 } };
    const { id } = await optionOf(product(), { ...rules, ...dated });
    const answer = await made(product(), { optionId: id });
    const states: string[] = [];
    const after = async (step: Promise<unknown>) => {
      await step;
      states.push((await dnaOf(product(), answer)).split(' ')[2]!);
    };
    const change = (body: object) => ask(product(), path(answer), patch(body));
    const to = (status: string) => ask(product(), `${path(answer)}/transitions`, post({ to: status }));
    const { id: customerId } = await customerOf(product());
    await after(Promise.resolve());
    await after(change({ customerId }));
    await after(replace(product(), answer));
    await after(replace(product(), answer));
    await after(unlock(product(), answer));
    await after(change({ expiry: { expiresAt: '2020-01-01T00:00:00Z' } }));
    await after(to('blocked'));
    await change({ expiry: { expiresAt: null } });
    await after(to('active'));
    expect(states.join(' → ')).toBe(
      'AVAILABLE → RESERVED → ACTIVATED → REACTLOCKOUT → ACTIVATED → EXPIRED → BANNED → ACTIVATED',
    );
  });
}
