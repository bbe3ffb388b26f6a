import { eventually } from '@licet/testing';
import type { FeedEvent } from '../clients/rest-clients.ts';
import { ask } from './native-answers.suite.ts';
import { patch, post } from './native-catalog.suite.ts';
import { targetsOf } from './operation-requests.suite.ts';
import { made, soloNumber } from './native-made-license.suite.ts';
import type { Product } from './product.suite.ts';

type TimelineEvent = Omit<FeedEvent, 'cursor'> & { reason: string | null; note: string | null };
interface Page {
  data: TimelineEvent[];
  next: string | null;
}

/** Events of one object, with what their ledger decided. */
export function nativeTimelines(product: () => Product): void {
  const timeline = async (path: string, query = ''): Promise<Page> => {
    const { status, text } = await ask(product(), `${path}/events${query}`);
    if (status !== 200) throw new Error(`${path}/events answered ${status}: ${text}`);
    return JSON.parse(text) as Page;
  };
  /** Once it tells so much; what a ledger decides is told a moment after it was asked. */
  const toldOf = (path: string, enough: (events: TimelineEvent[]) => boolean) =>
    eventually(async () => {
      const { data } = await timeline(path);
      return enough(data) && data;
    });
  const tells = (path: string) => (events: TimelineEvent[]) =>
    events.some(({ changes }) => changes.some((it) => it.path === path));

  it('tells a change from what to what, the same by either door, and by which one who made it [SYS-04, API-EVT-09]', async () => {
    const [one, other] = [await made(product(), { counter: 4 }), await made(product(), { counter: 4 })];
    const LicenseID = soloNumber(one);
    const bySolo = (fields: object) =>
      product().solo.updateActivationFields({ ...product().author, LicenseID, ...fields });
    await bySolo({ ActivationsIncrement: -2, DeactivationsLeft: 7, LicenseCounter: 9, ExpirationDate: '01/20/2031' });
    await bySolo({ Status: 'FRD' });
    const { expiresAt } = (await ask(product(), `/licenses/${one.body.id}`)).body.expiry as { expiresAt: string };
    const path = `/licenses/${other.body.id}`;
    const activation = { activationsLeft: { increment: -2 }, deactivationsLeft: 7 };
    await ask(product(), path, patch({ activation, counter: 9, expiry: { expiresAt } }));
    await ask(product(), `${path}/transitions`, post({ to: 'revoked', reason: 'fraud', note: 'Charged back.' }));

    const told = await Promise.all(
      [one, other].map(({ body }) => toldOf(`/licenses/${body.id}`, tells('/activationsLeft'))),
    );
    const changes = told.map((events) => events.map((it) => [it.type, it.changes.filter(isShown), it.reason]));
    expect(changes[0]).toEqual(changes[1]);
    expect(changes[0]).toEqual([
      [
        'LicenseStatusChanged',
        [
          { path: '/status', before: 'active', after: 'revoked' },
          { path: '/statusReason', before: null, after: 'fraud' },
        ],
        'fraud',
      ],
      [
        'LicenseExpirationChanged',
        [
          { path: '/expiresAt', before: null, after: expiresAt },
          { path: '/activationsLeft', before: 5, after: 3 },
          { path: '/deactivationsLeft', before: expect.any(Number) as number, after: 7 },
          { path: '/counter', before: 4, after: 9 },
        ],
        null,
      ],
      ['LicenseAdded', [], null],
    ]);
    const doors = told.map((events) => events.map(({ via, actor }) => `${actor.kind} by ${via}`));
    expect(doors).toEqual([
      ['user by solo', 'user by solo', 'key by native'],
      ['key by native', 'key by native', 'key by native'],
    ]);
    expect(told.map(([changed]) => changed!.note)).toEqual([null, 'Charged back.']);
  });

  it.each(['products', 'options', 'customers', 'licenses', 'installations', 'invoices', 'renewals', 'jobs'])(
    'is there for %s, beginning with how it came about [API-EVT-09]',
    async (resource) => {
      const { id = '' } = await targetsOf(product(), `/${resource}/{id}`);
      const { id: own } = (await ask(product(), `/${resource}/${id}`)).body;
      const events = await toldOf(`/${resource}/${id}`, ({ length }) => length > 0);
      expect(events.at(-1)).toMatchObject({ object: 'event', subject: { id: own } });
    },
  );

  it('tells of a license what machines did with it, and of an installation its checks too, page by page', async () => {
    const answer = await made(product());
    const { activationPassword } = answer.body.secrets as { activationPassword: string };
    const license = { LicenseID: String(soloNumber(answer)), Password: activationPassword };
    const { fields } = await product().activate(license);
    await product().activate({ ...license, Password: 'nothing' });
    await product().check(fields.InstallationID!);
    await product().solo.deactivate(product().keyId, { InstallationID: fields.InstallationID! });
    const path = `/licenses/${answer.body.id}`;
    const data = await toldOf(path, (events) => events.length > 3);
    expect(data.map(({ type }) => type)).toEqual([
      ...['InstallationDeactivated', 'ActivationRefused', 'InstallationActivated', 'LicenseAdded'],
    ]);
    const seats = (n: number) => data[n]!.changes.filter((it) => ['/activationsLeft', '/seats/used'].includes(it.path));
    expect([seats(0), seats(2)]).toEqual([
      [
        { path: '/activationsLeft', before: 4, after: 5 },
        { path: '/seats/used', before: 1, after: 0 },
      ],
      [
        { path: '/activationsLeft', before: 5, after: 4 },
        { path: '/seats/used', before: 0, after: 1 },
      ],
    ]);
    const first = await timeline(path, '?limit=3');
    const second = await timeline(path, `?limit=3&cursor=${first.next}`);
    expect([...first.data, ...second.data]).toEqual(data);
    const own = await timeline(`/installations/${data[0]!.subject.id}`);
    expect(own.data.map(({ type }) => type)).toEqual([
      ...['InstallationDeactivated', 'InstallationChecked', 'InstallationActivated'],
    ]);
  });
}

/** Texts are told to have changed, not what they are. */
const isShown = ({ before, after }: FeedEvent['changes'][number]) => before !== null || after !== null;
