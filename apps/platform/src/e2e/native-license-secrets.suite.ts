import { withKey } from './access.suite.ts';
import { type Answer, ask, instantForm } from './native-answers.suite.ts';
import { post } from './native-catalog.suite.ts';
import { made, secretOf, shown, soloNumber } from './native-made-license.suite.ts';
import { type Product, optionOf } from './product.suite.ts';

/** Activation passwords, shown again and replaced, with what was activated by them. */
export function nativeLicenseSecrets(product: () => Product): void {
  it('shows the activation password again, records who looked, and leaves the license as it was [API-LIC-03]', async () => {
    const answer = await made(product());
    const { body, headers } = await ask(product(), `/licenses/${answer.body.id}/secrets`);
    expect([body, headers.get('cache-control')]).toEqual([answer.body.secrets, 'no-store']);
    expect(await shown(product(), answer)).toMatchObject({ version: 1 });
    const { data } = await product().native.events({ subject: answer.body.id });
    expect(data.at(-1)).toMatchObject({
      type: 'LicenseSecretsRead',
      time: expect.stringMatching(instantForm) as string,
    });
  });

  it('rotates it: the new one activates, the old one does not any more [API-LIC-20, PWD-22]', async () => {
    const answer = await made(product());
    const rotated = await ask(product(), `/licenses/${answer.body.id}/secrets/rotate`, { method: 'POST' });
    expect([rotated.status, rotated.body.version]).toEqual([200, 2]);
    const LicenseID = String(soloNumber(answer));
    const codes = [];
    for (const Password of [secretOf(answer), secretOf(rotated)])
      codes.push((await product().activate({ LicenseID, Password })).code);
    expect(codes).toEqual([5008, 0]);
    expect((await ask(product(), `/licenses/${answer.body.id}/secrets`)).body).toEqual(rotated.body.secrets);
  });

  describe('a new password that ends what was activated', () => {
    const rotate = (answer: Answer, body: object, by = product()) =>
      ask(by, `/licenses/${answer.body.id}/secrets/rotate`, post(body));
    const activateBy = async (answer: Answer, Password: string, InstallationName: string) =>
      product().activate({ LicenseID: String(soloNumber(answer)), Password }, { InstallationName });
    async function activatedTwice(activation: object) {
      const { id } = await optionOf(product(), { activation });
      const answer = await made(product(), { optionId: id, activation: { activationsLeft: 4 } });
      const activations = [];
      for (const name of ['WS-1', 'WS-2']) activations.push(await activateBy(answer, secretOf(answer), name));
      return { answer, installationIds: activations.map(({ fields }) => fields.InstallationID!) };
    }
    const checks = async (ids: string[]) => Promise.all(ids.map(async (id) => (await product().check(id)).code));
    const countsOf = async (answer: Answer) => {
      const { seats, activation } = (await shown(product(), answer)) as unknown as {
        seats: { used: number; left: number };
        activation: { deactivationsLeft: number };
      };
      return [seats.used, seats.left, activation.deactivationsLeft];
    };
    const limited = { deactivations: 'limited', deactivationLimit: 2 };

    it('gives all installations back in one change, with their seats, and takes their deactivations; otherwise they go on [API-LIC-20]', async () => {
      const { answer, installationIds } = await activatedTwice(limited);
      const kept = await rotate(answer, {});
      expect([kept.status, await checks(installationIds), await countsOf(answer)]).toEqual([200, [0, 0], [2, 2, 2]]);
      const asking = {
        ...post({ deactivateInstallations: true }),
        headers: { ...post({}).headers, 'idempotency-key': `rotate-${Date.now()}` },
      };
      const path = `/licenses/${answer.body.id}/secrets/rotate`;
      const ended = await ask(product(), path, asking);
      expect([ended.status, ended.body.version, ended.body.seats]).toMatchObject([200, 3, { used: 0, left: 4 }]);
      expect([await checks(installationIds), await countsOf(answer)]).toEqual([
        [5016, 5016],
        [0, 4, 0],
      ]);
      const codes = [];
      for (const password of [secretOf(kept), secretOf(ended)])
        codes.push((await activateBy(answer, password, 'WS-3')).code);
      expect(codes).toEqual([5008, 0]);
      const again = await ask(product(), path, asking);
      expect([again.status, secretOf(again), await countsOf(answer)]).toEqual([200, secretOf(ended), [1, 3, 0]]);
    });

    it.each([
      ['allows none', { ...limited, deactivations: 'none' }],
      ['has too few left', { ...limited, deactivationLimit: 1 }],
    ])(
      'is refused whole where the option %s, unless staff waive them [API-LIC-20, API-INS-15]',
      async (_, activation) => {
        const { answer, installationIds } = await activatedTwice(activation);
        const refused = await rotate(answer, { deactivateInstallations: true });
        expect([refused.status, refused.body.code]).toEqual([409, 'no_deactivations_left']);
        expect([(await shown(product(), answer)).version, await checks(installationIds)]).toEqual([1, [0, 0]]);
        expect((await activateBy(answer, secretOf(answer), 'WS-3')).code).toBe(0);
        const before = await countsOf(answer);
        const waived = await rotate(answer, { deactivateInstallations: true, takesDeactivation: false });
        expect([waived.status, await checks(installationIds)]).toEqual([200, [5016, 5016]]);
        expect(await countsOf(answer)).toEqual([0, 4, before[2]]);
      },
    );

    it('needs installations:write too [API-LIC-20, API-KEY-02]', async () => {
      const answer = await made(product());
      const { product: without } = await withKey(product(), { scopes: ['licenses:read', 'licenses:secrets'] });
      const refused = await rotate(answer, { deactivateInstallations: true }, without);
      expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing']);
      expect((await rotate(answer, {}, without)).status).toBe(200);
    });
  });
}
