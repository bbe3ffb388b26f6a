import Type from 'typebox';
import { defineEvent } from '../../base/define-event.ts';
import { Sealed } from '../../base/sealed.ts';
import { Count, Instant, Nullable, Text } from '../../model/scalars.ts';
import { installation, sampleInstallation } from './parts.ts';

export const InstallationActivated = defineEvent({
  type: 'InstallationActivated',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'One activation was granted to one machine. [SA-ACT-01]',
  schema: Type.Object({
    ...installation,
    /** SOLO's InstallationID: keyed hash to find it by, sealed text to show it again; null where the option issues none. [SA-ACT-35] */
    token: Nullable(Type.Object({ hash: Text(128), sealed: Sealed })),
    activationsLeft: Nullable(Count),
    userCode1: Type.Integer(),
    userCode2: Type.Integer(),
    version: Nullable(Text(23)),
    name: Nullable(Sealed),
    /** The machine's own data, one XML document, sealed. */
    activationData: Nullable(Sealed),
    /** Keyed hashes of the machine's identifiers, by which it is recognized. [SA-ACT-82] */
    machine: Type.Array(Text(128)),
    /** The InstallationID that the caller sent along, sealed: it may be one that works. [SA-ACT-21] */
    relatedInstallationId: Nullable(Sealed),
    address: Nullable(Sealed),
    /**
     * The machine came after another was released: how many such there are in the period, this one included, and whether it begins a
     * lockout. Absent on a seat that nobody had before. [DNA-REACT-01, DNA-REACT-05]
     */
    reactivation: Type.Optional(Type.Object({ count: Count, locksOut: Type.Boolean() })),
    /** The machine had an active installation already and took another seat: no freeze begins, and nothing is counted. [IP-FREEZE-03, DNA-REACT-05] */
    bound: Type.Optional(Type.Literal(true)),
    at: Instant,
  }),
  sample: {
    ...sampleInstallation,
    token: { hash: 'c2FtcGxl', sealed: 's1|activations/ledger-4001|AAAA' },
    activationsLeft: 4,
    userCode1: 1000,
    userCode2: 1000,
    version: '4.2.0.0',
    name: 's1|activations/ledger-4001|AAAA',
    activationData: null,
    machine: [],
    relatedInstallationId: null,
    address: 's1|activations/ledger-4001|AAAA',
    at: '2026-03-01T09:13:00.000Z',
  },
});

export const InstallationReactivated = defineEvent({
  type: 'InstallationReactivated',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'A machine that holds an activation asked again, and got the same one. [SA-ACT-27, SA-ACT-84]',
  schema: Type.Object({
    ...installation,
    version: Nullable(Text(23)),
    name: Nullable(Sealed),
    activationData: Nullable(Sealed),
    machine: Type.Array(Text(128)),
    address: Nullable(Sealed),
    at: Instant,
  }),
  sample: {
    ...sampleInstallation,
    version: '4.2.0.0',
    name: null,
    activationData: null,
    machine: [],
    address: null,
    at: '2026-03-02T09:13:00.000Z',
  },
});

export const InstallationChecked = defineEvent({
  type: 'InstallationChecked',
  version: 1,
  owner: 'activations',
  stream: 'ledger',
  description: 'An installation asked whether it may go on. [SA-CHK-15]',
  schema: Type.Object({ ...installation, version: Nullable(Text(23)), address: Nullable(Sealed), at: Instant }),
  sample: { ...sampleInstallation, version: '4.2.0.1', address: null, at: '2026-03-02T09:13:00.000Z' },
});
