import { ListObjectEvents, type TimelineEvent, firstPage, nativeId, nestedId } from '@licet/contracts';
import { pageOf } from './list-object-events/timeline-page.ts';
import * as event from './testing/events.ts';
import { planner } from './testing/plans.ts';
import { type RunningProjector, runProjector } from './testing/running-projector.ts';

let projector: RunningProjector;
beforeAll(async () => {
  projector = await runProjector();
}, 30_000);
afterAll(() => projector.close());

const ofLicense = (id: number) => nativeId('license', event.uuidOf(id));
const list = (object: string, query: object = {}, authorId = 1) =>
  projector.value(ListObjectEvents, { authorId, object, query: { ...firstPage, ...query } });

/** Change by change, as `path: before → after`. */
const told = ({ type, changes }: TimelineEvent) => [
  type,
  ...changes.map(({ path, before, after }) => `${path}: ${String(before)} → ${String(after)}`),
];

/** A change of the owner, and what the ledger made of it. */
async function changedTo(licenseId: number, asked: object, left: object): Promise<void> {
  const { lane, epoch, position } = await projector.append(`license-${licenseId}`, event.changed(licenseId, asked));
  await projector.append(`ledger-${licenseId}`, event.termsChanged(licenseId, left, { lane, epoch, position }));
}

const number = 4001;
const ofInstallation = nestedId('installation', event.uuidOf(number), '019a6f70-0000-7000-8000-000000000001');
const balances = { activationsLeft: 5, deactivationsLeft: 3, counter: 10 };

beforeAll(async () => {
  await projector.append(`license-${number}`, event.license(number));
  await projector.append(
    `ledger-${number}`,
    event.ledger(number),
    event.activated(number, 1, 4),
    event.checked(number, 1),
  );
  await changedTo(number, { activationsLeft: { add: -9 }, counter: { set: 10 } }, { ...balances, activationsLeft: 0 });
  await projector.append(`attempts-${number}`, event.refused(number));
  await projector.append(`ledger-${number}`, event.deactivated(number, 1, 1, { deactivationsLeft: 2 }));
  await projector.append(`ledger-${number}`, event.balanceChanged(number, 'counter', -3, 7));
  await changedTo(number, { counter: { add: 2 } }, { activationsLeft: 1, deactivationsLeft: 2, counter: 9 });
  await projector.append(`license-${number}`, event.fraud(number));
  await projector.append('license-4002', event.license(4002));
  await projector.caughtUp();
}, 30_000);

describe('the timeline of an object', () => {
  it('tells of a license newest first, counters from what to what as the ledger decided, whatever was asked [API-EVT-09, SYS-04]', async () => {
    const { items } = await list(ofLicense(number));
    expect(items.map(told)).toEqual([
      ['LicenseStatusChanged', '/status: active → revoked', '/statusReason: null → fraud'],
      ['LicenseUpdated', '/counter: 7 → 9'],
      ['LicenseCounterDecremented', '/counter: 10 → 7'],
      [
        'InstallationDeactivated',
        '/status: active → deactivated',
        '/activationsLeft: 0 → 1',
        '/deactivationsLeft: 3 → 2',
        '/seats/used: 1 → 0',
      ],
      ['ActivationRefused'],
      ['LicenseUpdated', '/activationsLeft: 4 → 0', '/counter: null → 10'],
      ['InstallationActivated', '/activationsLeft: 5 → 4', '/seats/used: 0 → 1'],
      ['LicenseAdded'],
    ]);
    expect(items[0]).toMatchObject({ actor: { kind: 'key', id: 'k1' }, via: 'native', reason: 'fraud', note: null });
  });

  it('tells of an installation what happened to it, checks too', async () => {
    const { items } = await list(ofInstallation);
    const types = items.map(({ type }) => type);
    expect(types).toEqual(['InstallationDeactivated', 'InstallationChecked', 'InstallationActivated']);
  });

  it('is nobody else’s, and nothing else’s', async () => {
    expect((await list(ofLicense(number), {}, 2)).items).toEqual([]);
    expect((await list(ofLicense(4002))).items.map(({ type }) => type)).toEqual(['LicenseAdded']);
  });

  it('is turned page by page in both directions, each event once [API-LIST-01, API-LIST-04]', async () => {
    for (const descending of [true, false]) {
      const sort = { field: 'createdAt', descending };
      const whole = (await list(ofLicense(number), { sort, count: true })) as {
        items: TimelineEvent[];
        total?: number;
      };
      expect(whole.total).toBe(8);
      const seen: string[] = [];
      let [cursor, back]: (string | null)[] = [null, null];
      do {
        const page = await list(ofLicense(number), { sort, limit: 3, cursor });
        seen.push(...page.items.map(({ id }) => id));
        [cursor, back] = [page.next, page.previous];
      } while (cursor !== null);
      expect(seen).toEqual(whole.items.map(({ id }) => id));
      const before = await list(ofLicense(number), { sort, limit: 3, cursor: back });
      expect(before.items.map(({ id }) => id)).toEqual(seen.slice(3, 6));
    }
  });

  it('is told from a time to a time', async () => {
    const { items } = await list(ofLicense(number));
    const time = items[3]!.time;
    const within = async (operator: string) =>
      (await list(ofLicense(number), { filters: [{ field: 'createdAt', operator, values: [time] }] })).items;
    expect([...(await within('gt')), ...(await within('lte'))]).toEqual(items);
    expect(await within('equals')).toEqual(items.filter((it) => it.time === time));
  });

  it('opens what staff said of a change, and tells nothing of it once its key is gone [API-AUD-01, API-EVT-08]', async () => {
    const { licenses, activations } = projector.vaults;
    const [license, ledger] = [licenses.subject('license-4003'), activations.subject('ledger-4003')];
    await Promise.all([licenses.ensureKeys([license]), activations.ensureKeys([ledger])]);
    const reason = await activations.seal(ledger, 'stolen');
    await projector.append('license-4003', event.license(4003));
    await projector.append('license-4003', event.fraud(4003, await licenses.seal(license, 'Charged back.')));
    await projector.append('ledger-4003', event.ledger(4003), event.activated(4003, 1));
    await projector.append('ledger-4003', event.installationBanned(4003, 1, { reason, note: null }));
    await projector.caughtUp();
    const said = async () =>
      Object.fromEntries((await list(ofLicense(4003))).items.map(({ type, ...it }) => [type, [it.reason, it.note]]));
    expect(await said()).toMatchObject({
      LicenseStatusChanged: ['fraud', 'Charged back.'],
      InstallationBanned: ['stolen', null],
    });
    await activations.destroy(ledger);
    await projector.restart();
    expect(await said()).toMatchObject({ InstallationBanned: [null, null] });
  });

  it('is the same when it is made anew [SYS-03]', async () => {
    const before = [await list(ofLicense(number)), await list(ofLicense(4003)), await list(ofInstallation)];
    await projector.restart('anew');
    await projector.caughtUp();
    expect([await list(ofLicense(number)), await list(ofLicense(4003)), await list(ofInstallation)]).toEqual(before);
  }, 30_000);

  it('is read by its two indexes, however much there is [API-LIST-10]', async () => {
    await projector.rows(`INSERT INTO feed (source, lane, position, epoch, author_id, time, type, subject, part_of, event)
      SELECT 'activations', n % 16, 1000000 + n, 1, 1, now() + n * interval '1 second', 'InstallationActivated', 'ins_' || n, 'lic_' || n % 50, '{}'
      FROM generate_series(1, 20000) n`);
    await projector.rows('ANALYZE feed');
    const asking = { authorId: 1, object: 'lic_7', query: firstPage };
    for (const place of [null, { direction: 'after', by: 'activations 2026-11-21 00:00:00+00', id: 7 }] as const) {
      const { text, values } = pageOf(asking, place, 51);
      const plan = await planner(() => projector)(text, values);
      expect(plan).toContain('feed_of_object');
      expect(plan).toContain('feed_of_part');
      expect(plan).not.toContain('Seq Scan on feed');
    }
  });
});
