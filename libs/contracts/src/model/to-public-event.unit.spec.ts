import type { EventDefinition } from '../base/define-event.ts';
import type { RecordedEvent } from '../base/envelope.ts';
import { nativeId } from '../base/ids.ts';
import * as events from '../events/activations/index.ts';
import { eventCatalog } from '../events/catalog.ts';
import { CustomerCreated } from '../events/customers/index.ts';
import {
  LicenseAdded,
  LicenseStatusChanged,
  LicenseUpdated,
  OptionCreated,
  OptionUpdated,
  ProductUpdated,
} from '../events/licenses/index.ts';
import { defaultOption } from './option.ts';
import { toPublicEvent } from './to-public-event.ts';

const recorded = ({ type, version, sample, stream }: EventDefinition, data: object = {}): RecordedEvent => ({
  ...{ lane: 3, epoch: 1, position: 42, streamId: `${stream}-4001`, version: 7, type, schemaVersion: version },
  data: { ...sample, ...data },
  metadata: {
    eventId: '019a6f6e-3c00-7000-8000-0000000000e1',
    time: '2026-03-01T09:12:45.120Z',
    actor: { kind: 'user', id: 'u1', name: 'Ada Lovelace' },
    via: 'solo',
    authorId: 1,
    requestId: 'r1',
    correlationId: 'c1',
    causationId: null,
  },
  commandId: '019a6f6e-3c00-7000-8000-0000000000c1',
  recordedAt: '2026-03-01T09:12:45.130Z',
});

describe('public events', () => {
  it.each(eventCatalog.map((definition) => [definition.type, definition] as const))(
    'tell nothing sealed, secret or personal: %s [API-EVT-08]',
    (_, definition) => {
      const text = JSON.stringify(toPublicEvent(recorded(definition)) ?? {});
      for (const secret of ['s1|', '|…', 'c2FtcGxl', 'K7MQ', 'Ada', 'erifier']) expect(text).not.toContain(secret);
    },
  );

  it('tell nothing of the secrets of an option, sealed as they are [API-EVT-08, design 1.7]', () => {
    const { activation, triggerCodes } = defaultOption;
    const secret = 's1|licenses/option-2001|AAAA';
    const told = {
      activation: { ...activation, plugin: { url: 'https://example.com', timeoutMs: 5000, secret } },
      triggerCodes: { ...triggerCodes, number: 7, seed: secret, regKey2Seed: secret },
    };
    const created = toPublicEvent(recorded(OptionCreated, { settings: { ...defaultOption, ...told } }));
    const updated = toPublicEvent(recorded(OptionUpdated, { before: told, changes: told }));
    expect(JSON.stringify([created, updated])).not.toContain(secret);
    expect(created?.data).toMatchObject({ triggerCodes: { number: 7 }, activation: { plugin: { timeoutMs: 5000 } } });
  });

  it('carry the same id on every channel, native ids, and who asked through which door [API-EVT-07]', () => {
    expect(toPublicEvent(recorded(LicenseAdded))).toMatchObject({
      id: nativeId('event', '019a6f6e-3c00-7000-8000-0000000000e1'),
      type: 'LicenseAdded',
      subject: { object: 'license', version: 7 },
      actor: { kind: 'user', id: 'u1' },
      via: 'solo',
      data: { solo: { licenseId: 4001 }, activationsLeft: 5 },
    });
  });

  it('say what changed, before and after', () => {
    expect(toPublicEvent(recorded(LicenseStatusChanged))?.changes).toEqual([
      { path: '/status', before: 'active', after: 'revoked' },
      { path: '/statusReason', before: null, after: 'fraud' },
    ]);
    expect(toPublicEvent(recorded(ProductUpdated))?.changes).toEqual([
      { path: '/latestVersion', before: '4.2.0.0', after: '4.3.0.0' },
    ]);
    expect(toPublicEvent(recorded(events.InstallationActivated))?.changes).toEqual([
      { path: '/activationsLeft', before: 5, after: 4 },
    ]);
    expect(toPublicEvent(recorded(LicenseUpdated))?.data).toMatchObject({ asked: { activationsLeft: { add: 2 } } });
  });

  it('tell where a lockout begins, and where staff end one [DNA-REACT-01, API-LIC-24]', () => {
    const reactivation = { count: 3, locksOut: true };
    const begun = toPublicEvent(recorded(events.InstallationActivated, { reactivation }));
    expect(begun?.data).toMatchObject({ reactivation });
    const ended = toPublicEvent(recorded(LicenseUpdated, { changes: { unlocked: true } }));
    expect(ended?.changes).toEqual([
      { path: '/reactivation/count', before: null, after: 0 },
      { path: '/reactivation/until', before: null, after: null },
    ]);
  });

  it('name an installation behind its license [API-REP-04]', () => {
    const activated = toPublicEvent(recorded(events.InstallationActivated));
    const [, license] = String(activated?.data.licenseId).split('_');
    expect(activated?.subject.id).toMatch(new RegExp(`^ins_${license}_`));
  });

  it('are not made of what concerns nobody outside', () => {
    for (const definition of [events.LedgerOpened, events.TermsChanged])
      expect(toPublicEvent(recorded(definition))).toBeUndefined();
    const event = recorded(CustomerCreated);
    expect(toPublicEvent({ ...event, metadata: { ...event.metadata, authorId: null } })).toBeUndefined();
    expect(toPublicEvent(recorded(events.ActivationRefused, { uuid: null }))).toBeUndefined();
  });
});
