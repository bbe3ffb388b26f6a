import { type LicenseChanges, type Position, WouldHold } from '@licet/contracts';
import { eventually } from '@licet/testing';
import type { Owners } from '../testing/owners.ts';
import { codeOf, type RunningActivations, valueOf } from '../testing/running-activations.ts';
import { type TwoPods, runTwoPods } from '../testing/two-pods.ts';

let pods: TwoPods;
let owners: Owners;
let pod: RunningActivations;
let other: RunningActivations;
let nextLicense = 6001;

beforeAll(async () => {
  pods = await runTwoPods();
  ({ owners, pod, other } = pods);
});
afterAll(() => pods.close());
beforeEach(() => {
  owners.away.clear();
});

/** No number: nothing that the contract allows. */
const poison = { activationsLeft: { add: 'much' } } as unknown as LicenseChanges;
const unavailable = { code: 'unavailable' };
type License = Awaited<ReturnType<Owners['addLicense']>>;

const addLicense = () => owners.addLicense({ licenseId: nextLicense++, activationsLeft: 5 });
async function neighborOf({ at }: License): Promise<License> {
  for (;;) {
    const license = await addLicense();
    if (license.at.lane === at.lane) return license;
  }
}

interface Row {
  license_id: number;
  lane: number;
  position: string;
  last_position: string;
  reason: string;
}
async function staleRow(licenseId: number): Promise<Row | undefined> {
  const sql = 'select * from stale_license where license_id = $1';
  return (await pod.store.pool.query<Row>(sql, [licenseId])).rows[0];
}
const marked = (licenseId: number) => eventually(async () => (await staleRow(licenseId)) !== undefined);

/** What newer code or a repaired record would read. */
const repair = (at: Position, path: string[], value: unknown) =>
  owners.licenses.pool.query(
    'update event set data = jsonb_set(data::jsonb, $3, $4)::json where lane = $1 and position = $2',
    [at.lane, at.position, path, JSON.stringify(value)],
  );

async function mendedBy(licenseId: number, check: (restarted: RunningActivations) => Promise<void>): Promise<void> {
  const restarted = await pods.another();
  try {
    await eventually(async () => (await staleRow(licenseId)) === undefined);
    await check(restarted);
  } finally {
    await restarted.close();
  }
}

const ledgerEvents = async (licenseId: number) =>
  (await pod.store.readStream(`ledger-${licenseId}`)).map(({ type, data }) => ({ type, data }));

describe('a license with a change that cannot be taken over', () => {
  it('is unavailable on every pod, never refused, while others of its lane go on; mended it has all changes once and in order [design 4, SA-GEN-16]', async () => {
    const license = await addLicense();
    const { licenseId } = license;
    const neighbor = await neighborOf(license);
    const { installationId } = valueOf(await pod.activate({ licenseId }));
    expect(codeOf(await other.check(installationId))).toBe('ok');

    const bad = await owners.change(licenseId, poison);
    await marked(licenseId);
    const later = await owners.change(licenseId, { activationsLeft: { add: 10 } });
    await owners.change(licenseId, { licenseUpdate: 'last' });
    const at = await owners.change(neighbor.licenseId, { activationsLeft: { set: 77 } });
    await pod.send(WouldHold, { licenseId: neighbor.licenseId, after: at });

    for (const each of [pod, other]) {
      await expect(each.activate({ licenseId })).rejects.toMatchObject(unavailable);
      await expect(each.activate({ licenseId, password: 'wrong', requireRegistration: true })).rejects.toMatchObject(
        unavailable,
      );
      await expect(each.check(installationId)).rejects.toMatchObject(unavailable);
      await expect(each.deactivate(installationId)).rejects.toMatchObject(unavailable);
      await expect(each.ledger(licenseId)).rejects.toMatchObject(unavailable);
      await expect(each.send(WouldHold, { licenseId, after: later })).rejects.toMatchObject(unavailable);
    }
    expect(valueOf(await other.activate({ licenseId: neighbor.licenseId }))).toMatchObject({ activationsLeft: 76 });
    await eventually(async () => Number((await staleRow(licenseId))?.last_position) > later.position);
    expect(await staleRow(licenseId)).toMatchObject({ lane: bad.lane, position: String(bad.position) });

    await repair(bad, ['changes', 'activationsLeft', 'add'], 2);
    await mendedBy(licenseId, async (restarted) => {
      expect(await restarted.ledger(licenseId)).toMatchObject({ activationsLeft: 16, seatsInUse: 1 });
    });
    const events = await ledgerEvents(licenseId);
    expect(events.map(({ type }) => type).filter((type) => !type.startsWith('Installation'))).toEqual([
      ...['LedgerOpened', 'LedgerMarkedStale', 'TermsChanged', 'TermsChanged', 'TermsChanged', 'LedgerMended'],
    ]);
    expect(events.filter(({ type }) => type === 'TermsChanged').map(({ data }) => data)).toMatchObject([
      ...[{ activationsLeft: 6 }, { activationsLeft: 16 }, { activationsLeft: 16, changes: { licenseUpdate: 'last' } }],
    ]);
    expect(codeOf(await other.check(installationId))).toBe('ok');
    const next = await owners.change(licenseId, { activationsLeft: { add: 1 } });
    expect(valueOf(await pod.send(WouldHold, { licenseId, after: next }))).toMatchObject({ activationsLeft: 17 });
  });

  it('stays stale, with all it had, as long as the fact cannot be read', async () => {
    const { licenseId } = await addLicense();
    expect(codeOf(await pod.activate({ licenseId }))).toBe('ok');
    await owners.change(licenseId, poison);
    await marked(licenseId);
    const restarted = await pods.another();
    await eventually(() => restarted.ready());
    await expect(restarted.activate({ licenseId })).rejects.toMatchObject(unavailable);
    await restarted.close();
    expect(await staleRow(licenseId)).toBeDefined();
  });
});

describe('a license whose sealed password does not open', () => {
  it('is unavailable with all its later changes until it is mended [design 4]', async () => {
    const licenseId = nextLicense++;
    const broken = `s1|licenses/license-${licenseId}|AAAA` as const;
    const license = await owners.addLicense({ licenseId, activationPassword: broken });
    await marked(licenseId);
    const neighbor = await neighborOf(license);
    expect(codeOf(await pod.activate({ licenseId: neighbor.licenseId }))).toBe('ok');
    await owners.change(licenseId, { activationsLeft: { set: 9 } });
    await expect(pod.activate({ licenseId })).rejects.toMatchObject(unavailable);
    await expect(other.ledger(licenseId)).rejects.toMatchObject(unavailable);
    expect(await ledgerEvents(licenseId)).toEqual([]);

    await repair(license.at, ['activationPassword'], await owners.sealedPassword(licenseId));
    await mendedBy(licenseId, async (restarted) => {
      expect(valueOf(await restarted.activate({ licenseId }))).toMatchObject({ activationsLeft: 8 });
    });
  });
});

describe('broken infrastructure', () => {
  it('halts the lane, marks nobody, and all goes on when it is back [design 4]', async () => {
    owners.away.add('licenses');
    const { licenseId, at } = await addLicense();
    await expect(pod.send(WouldHold, { licenseId, after: at }, { deadline: Date.now() + 700 })).rejects.toMatchObject(
      unavailable,
    );
    expect(await staleRow(licenseId)).toBeUndefined();
    owners.away.clear();
    expect(valueOf(await pod.send(WouldHold, { licenseId, after: at }))).toMatchObject({ activationsLeft: 5 });
    expect(await staleRow(licenseId)).toBeUndefined();
    expect((await ledgerEvents(licenseId)).map(({ type }) => type)).toEqual(['LedgerOpened']);
  });
});

describe('a change of the key that is on its way', () => {
  it('is looked for at the owner, who has named the license by it [design 4, SA-ACT-05]', async () => {
    const { licenseId, key } = await addLicense();
    expect(codeOf(await pod.activate({ licenseId }))).toBe('ok');
    const client = await pod.store.pool.connect();
    await client.query('begin');
    await client.query('select from consumer_position for update'); // the policy waits
    await owners.change(licenseId, { serialNumberText: { before: '', after: `NEW-${licenseId}`, keyBefore: key } });
    const bySerial = { licenseId: null, password: null, serialNumber: `new-${licenseId}`, productIds: [1001] };
    expect(valueOf(await pod.activate(bySerial))).toMatchObject({ licenseId });
    await client.query('rollback');
    client.release();
  });
});
