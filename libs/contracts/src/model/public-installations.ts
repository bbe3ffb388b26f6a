import { nativeId, nestedId } from '../base/ids.ts';
import { counterName } from './balances.ts';
import { type Change, type Outlines, license } from './public-outline.ts';

/** What ledgers and refused attempts tell the world. [API-EVT] */
export const installationsTold: Outlines = {
  InstallationActivated: ({ activationsLeft, version, reactivation, ...ids }) => ({
    ...installation(ids),
    changes: balance('/activationsLeft', activationsLeft, 1),
    data: { ...licenseOf(ids), version, ...(reactivation && { reactivation }) },
  }),
  InstallationReactivated: ({ version, ...ids }) => ({ ...installation(ids), data: { ...licenseOf(ids), version } }),
  InstallationChecked: ({ version, ...ids }) => ({ ...installation(ids), data: { ...licenseOf(ids), version } }),
  InstallationDeactivated: ({ activationsLeft, deactivationsLeft, by, ...ids }) => ({
    ...installation(ids),
    changes: [
      { path: '/status', before: 'active', after: 'deactivated' },
      ...balance('/activationsLeft', activationsLeft, -1),
    ],
    data: { ...licenseOf(ids), by, deactivationsLeft },
  }),
  InstallationBanned: ({ before, activationsLeft, deactivationsLeft, ...ids }) => ({
    ...installation(ids),
    changes: [
      { path: '/status', before, after: 'banned' },
      ...(before === 'active' ? balance('/activationsLeft', activationsLeft, -1) : []),
    ],
    data: { ...licenseOf(ids), deactivationsLeft },
  }),
  InstallationRestored: ({ before, activationsLeft, ...ids }) => ({
    type: 'InstallationReactivated',
    ...installation(ids),
    changes: [{ path: '/status', before, after: 'active' }, ...balance('/activationsLeft', activationsLeft, 1)],
    data: licenseOf(ids),
  }),
  BalanceChanged: ({ licenseId, licenseUuid, name, amount, refilled, balance, rest, undoes }) =>
    amount === 0 && (rest ?? undoes)
      ? undefined
      : {
          type: name === counterName && amount < 0 ? 'LicenseCounterDecremented' : 'LicenseBalanceChanged',
          ...license(licenseUuid),
          changes: [
            { path: name === counterName ? '/counter' : `/balances/${name}`, before: balance - amount, after: balance },
          ],
          data: { solo: { licenseId }, name, amount, refilledAt: refilled?.at ?? null },
        },
  ActivationRefused: ({ uuid, licenseId, attempt, code, repeats, version, checks = [] }) =>
    uuid === null
      ? undefined
      : { ...license(uuid), data: { solo: { licenseId }, attempt, code, repeats, version, checks } },
};

interface InstallationIds {
  licenseUuid: string;
  installationId: string;
}
const installation = ({ licenseUuid, installationId }: InstallationIds) =>
  ({ object: 'installation', id: nestedId('installation', licenseUuid, installationId) }) as const;
const licenseOf = ({ licenseUuid }: InstallationIds) => ({ licenseId: nativeId('license', licenseUuid) });

/** Null is unlimited, of which nothing is taken. */
const balance = (path: string, after: number | null, taken: number): Change[] =>
  after === null ? [] : [{ path, before: Math.max(0, after + taken), after }];
