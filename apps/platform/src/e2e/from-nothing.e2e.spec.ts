import { type Service, services } from '@licet/contracts';
import { eventually } from '@licet/testing';
import fc from 'fast-check';
import pg from 'pg';
import { dnaStatus } from '../clients/rest-clients.ts';
import { ask } from './native-answers.suite.ts';
import { type Step, step } from './native-license-doors.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import { OverOwnDatabase } from './own-database.suite.ts';
import type { Product } from './product.suite.ts';

type License = Parameters<Step>[1] & { Password: string; installations: string[] };
type Use = (product: Product, license: License) => Promise<unknown>;

const activate: Use = async (product, license) => {
  const { code, fields } = await product.activate(toldOf(license), { UserCode2: license.installations.length });
  if (code === 0) license.installations.push(fields.InstallationID!);
};
const guess: Use = (product, license) => product.activate({ ...toldOf(license), Password: 'nothing' });
const check: Use = async (product, { installations }) => product.check(installations.at(-1) ?? '');
const deactivate: Use = ({ solo, keyId }, { installations }) =>
  solo.deactivate(keyId, { InstallationID: installations.at(-1) ?? '' });
const note: Use = (product, { id }) => ask(product, `/licenses/${id}`, { method: 'PATCH', body: { notes: 'another' } });

/** As a back office changes licenses, by either door, while machines use them. */
const use: fc.Arbitrary<Use> = fc.oneof(
  { weight: 2, arbitrary: step },
  { weight: 3, arbitrary: fc.constantFrom<Use>(activate, activate, check, deactivate, guess, note) },
);
const uses = fc.array(use, { minLength: 1, maxLength: 12 });

const toldOf = ({ LicenseID, Password }: License) => ({ LicenseID: String(LicenseID), Password });

/** Everything that one can be told of a license. */
async function answersOf(product: Product, license: License): Promise<object> {
  const { access, solo, native } = product;
  const shown = await ask(product, `/licenses/${license.id}?include=dialects`);
  const { data } = await native.events({ subject: license.id, limit: '200' });
  const timeline = await ask(product, `/licenses/${license.id}/events?limit=200`);
  const transitions = await ask(product, `/licenses/${license.id}/transitions`);
  return {
    ...{ shown: shown.body, tag: shown.headers.get('etag') },
    solo: (await solo.infoCheck({ ...toldOf(license) })).fields,
    dna: await dnaStatus(access, access.products[0]!.dnaProductId, String(shown.body.key)),
    transitions: transitions.body.data,
    timeline: timeline.body.data,
    events: data
      .map((event) => ({ ...event, cursor: undefined }))
      .toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

/** The record, and what is not made of it: keys, answers that were kept, when a credential was used last. All else must be made anew. */
const kept = [
  ...['lane', 'event', 'claim', 'data_key', 'master_key_check', 'keyed_call', 'credential_use'],
  ...['migration', 'relay_checkpoint'],
];
const projector: Service = 'status-projector';
const databaseOf = (service: Service) => `licet_${service.replaceAll('-', '_')}`;

describe('what follows from the record', () => {
  let own: OverOwnDatabase;
  beforeAll(async () => (own = await OverOwnDatabase.start()), 120_000);
  afterAll(() => own.destroy(), 60_000);

  async function inDatabase<R>(name: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
    const client = new pg.Client(own.urlOf(name));
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** Whether the projector has taken all that the others have recorded. */
  async function caughtUp(): Promise<void> {
    for (const source of services.filter((service) => service !== projector)) {
      const { rows: heads } = await inDatabase(databaseOf(source), (db) => db.query<Place>(lastPlaces));
      const { rows: places } = await inDatabase(databaseOf(projector), (db) => db.query<Place>(positions, [source]));
      const behind = heads.filter(({ lane, position }) =>
        places.some((place) => place.lane === lane && Number(place.position) < Number(position)),
      );
      expect([source, places.length > 0, behind]).toEqual([source, true, []]);
    }
  }

  async function forgetAllThatFollows(): Promise<void> {
    await inDatabase('postgres', (db) => db.query(`drop database ${databaseOf(projector)}`));
    for (const service of services.filter((each) => each !== projector))
      await inDatabase(databaseOf(service), async (db) => {
        const { rows } = await db.query<{ name: string }>(otherTables, [kept]);
        await db.query(`truncate ${rows.map(({ name }) => name).join(', ')}`);
      });
  }

  it('is told again when every snapshot, replica and read model is lost, whatever was done by either door [design 1.1, SYS-03]', async () => {
    const { product, running } = own;
    await fc.assert(
      fc.asyncProperty(fc.array(uses, { minLength: 20, maxLength: 20 }), async (sequences) => {
        const licenses = await Promise.all(
          sequences.map(async (steps) => {
            const answer = await made(product, { licensee: { name: 'Ann' }, notes: 'a note' });
            const { activationPassword } = answer.body.secrets as { activationPassword: string };
            const license: License = {
              ...{ id: answer.body.id, LicenseID: soloNumber(answer), Password: activationPassword, installations: [] },
            };
            for (const each of steps) await each(product, license);
            return license;
          }),
        );
        const everything = async () => ({
          licenses: await Promise.all(licenses.map((license) => answersOf(product, license))),
          list: (await ask(product, '/licenses?limit=200&sort=createdAt')).body.data,
        });
        await eventually(caughtUp, { timeout: 30_000 });
        const before = await everything();
        await running.end();
        await forgetAllThatFollows();
        await running.restart();
        await eventually(caughtUp, { timeout: 60_000 });
        expect(await everything()).toEqual(before);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 300_000);
});

interface Place {
  lane: number;
  position: string;
}
const lastPlaces = 'select lane, max(position) as position from event group by lane';
const positions = 'select lane, min(position) as position from consumer_position where source = $1 group by lane';
const otherTables = `select quote_ident(tablename) as name from pg_tables
  where schemaname = 'public' and tablename <> all ($1)`;
