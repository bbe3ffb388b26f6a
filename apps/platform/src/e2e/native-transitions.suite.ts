import { type Answer, ask, placesOf } from './native-answers.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { type Product, optionOf } from './product.suite.ts';

/** The status of a license over the native API. */
export function nativeTransitions(product: () => Product): void {
  const to = (answer: Answer, body: object, headers = {}) =>
    ask(product(), `/licenses/${answer.body.id}/transitions`, post(body, headers));
  const sold = (answer: Answer) => ({
    LicenseID: String(soloNumber(answer)),
    Password: (answer.body.secrets as { activationPassword: string }).activationPassword,
  });

  it('changes the status, tells what stops by it, and the next check fails [API-TRN-01, API-TRN-06, API-TRN-07, API-VERB-03]', async () => {
    const answer = await made(product());
    const { fields } = await product().activate(sold(answer));
    const changed = await to(answer, { to: 'blocked', note: 'unpaid' });
    expect(changed.body).toMatchObject({
      ...{ status: 'blocked', statusReason: null, statusNote: 'unpaid', state: 'denied', usable: false, version: 2 },
      effect: { installationsEnding: 1, sessionsEnding: 0 },
    });
    expect((await product().check(fields.InstallationID!)).code).toBe(5017);
    expect((await to(answer, { to: 'blocked' })).body.version).toBe(2);
    expect((await to(answer, { to: 'active' })).body).toMatchObject({ status: 'active', statusNote: '', usable: true });
    expect((await product().check(fields.InstallationID!)).code).toBe(0);
  });

  it('computes the state from what the license is and does, and lets nobody write it [API-TRN-08]', async () => {
    const option = await optionOf(product(), { expiry: { rule: 'daysFromCreation', days: 30 } });
    const answer = await made(product(), { optionId: option.id });
    const path = `/licenses/${answer.body.id}`;
    const change = (body: object) => ask(product(), path, patch(body));
    const states = [answer.body.state];
    const look = async () => states.push((await ask(product(), path)).body.state);
    await change({ customerId: `solo:${product().access.customers[0]!.customerId}` });
    await look();
    await product().activate(sold(answer));
    await look();
    await change({ freeze: { enabled: true, days: 5 } });
    await look();
    await change({ expiry: { expiresAt: '2020-01-01T00:00:00Z' } });
    await look();
    await to(answer, { to: 'blocked' });
    await look();
    expect(states).toEqual(['available', 'reserved', 'activated', 'throttled', 'expired', 'denied']);

    const writes = await Promise.all([
      change({ state: 'activated' }),
      ask(product(), '/licenses', post({ optionId: option.id, state: 'activated' })),
      to(answer, { to: 'active', state: 'activated' }),
    ]);
    expect(writes.map((refused) => [refused.status, placesOf(refused)])).toEqual([
      [400, ['/state readOnly']],
      [400, ['/state readOnly']],
      [400, ['/state unknown']],
    ]);
    expect((await ask(product(), path)).body.state).toBe('denied');
  });

  it('gives a reason to revoked, and to nothing else [API-TRN-02]', async () => {
    const answer = await made(product());
    for (const [body, places] of [
      [{ to: 'revoked' }, ['/reason required']],
      [{ to: 'blocked', reason: 'fraud' }, ['/reason invalid']],
      [{ to: 'revoked', reason: 'nonsense' }, ['/reason invalid']],
      [{ to: 'gone' }, ['/to invalid']],
    ] as const)
      expect(placesOf(await to(answer, body))).toEqual(places);
    const revoked = await to(answer, { to: 'revoked', reason: 'banned' });
    expect(revoked.body).toMatchObject({ status: 'revoked', statusReason: 'banned' });
  });

  it('names the license that a superseded one gives way to, and so does SOLO [API-TRN-03]', async () => {
    const [answer, successor] = [await made(product()), await made(product())];
    const changed = await to(answer, { to: 'superseded', replacedById: successor.body.id });
    expect(changed.body).toMatchObject({ status: 'superseded', replacedById: successor.body.id });
    const { fields } = await product().solo.infoCheck({ LicenseID: soloNumber(answer) });
    expect([fields.Status, fields.ReplacedBy]).toEqual(['UPG', String(soloNumber(successor))]);
    const self = await to(answer, { to: 'superseded', replacedById: answer.body.id });
    expect([self.status, placesOf(self)]).toEqual([400, ['/replacedById invalid']]);
  });

  it('restores a deleted license to the very status and reason that it had [API-TRN-04]', async () => {
    const answer = await made(product());
    await to(answer, { to: 'revoked', reason: 'fraud' });
    const deleted = await to(answer, { to: 'deleted' });
    expect(deleted.body.deletedAt).toBe(deleted.body.statusSince);
    const elsewhere = await to(answer, { to: 'active' });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'transition_not_allowed']);
    expect(elsewhere.body.detail).toMatch(/deleted.*active/);
    const restored = await to(answer, { to: 'restored' });
    expect(restored.body).toMatchObject({ status: 'revoked', statusReason: 'fraud', deletedAt: null });
    expect((await to(answer, { to: 'restored' })).body.code).toBe('transition_not_allowed');
  });

  it('flags a license for purging and takes that back [API-TRN-05]', async () => {
    const answer = await made(product());
    const flagged = await to(answer, { to: 'purging' });
    expect(flagged.body).toMatchObject({ status: 'purging', deletedAt: flagged.body.statusSince });
    expect((await to(answer, { to: 'deleted' })).status).toBe(409);
    expect((await to(answer, { to: 'active' })).body).toMatchObject({ status: 'active', deletedAt: null });
  });

  it('minds If-Match, and lists past transitions, newest first [API-VERB-03, API-ETAG-03]', async () => {
    const answer = await made(product());
    const headers = { 'if-match': answer.headers.get('etag')! };
    expect((await to(answer, { to: 'review', note: 'why' }, headers)).status).toBe(200);
    expect((await to(answer, { to: 'active' }, headers)).status).toBe(412);
    await to(answer, { to: 'revoked', reason: 'void' });
    const path = `/licenses/${answer.body.id}/transitions`;
    const { body } = await ask(product(), path);
    expect(body.data.map(({ from, to: status, reason, note }) => [from, status, reason, note])).toEqual([
      ['review', 'revoked', 'void', ''],
      ['active', 'review', null, 'why'],
    ]);
    const first = await ask(product(), `${path}?limit=1`);
    const second = await ask(product(), `${path}?limit=1&cursor=${first.body.next}`);
    expect([...first.body.data, ...second.body.data]).toEqual(body.data);
    expect(second.body.next).toBeNull();
  });
}
