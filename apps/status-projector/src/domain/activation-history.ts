import type { DomainEvent, InstallationStatus, LedgerEvent, RecordedEvent, Sealed } from '@licet/contracts';
import type { SourceEvent } from './license-row.ts';

/** An attempt to activate as the history lists it, in the columns of its table. [IN-01] */
export interface AttemptRow {
  license_id: number;
  successful: boolean;
  /** Of the stream that tells of it. */
  version: number;
  author_id: number | null;
  at: string;
  code: string | null;
  repeats: number;
  installation_id: string | null;
  product_version: string | null;
  computer_id: number | null;
  name: Sealed | null;
  address: Sealed | null;
}

/** The attempt that an event tells of; undefined for everything else. */
export function attemptOf(recorded: RecordedEvent<SourceEvent>): AttemptRow | undefined {
  const common = { version: recorded.version, author_id: recorded.metadata.authorId };
  const event = recorded as SourceEvent;
  switch (event.type) {
    case 'InstallationActivated':
    case 'InstallationReactivated': {
      const { licenseId, installationId, version, name, address, at } = event.data;
      const computer_id = event.type === 'InstallationActivated' ? event.data.userCode2 : null;
      const success = { successful: true, code: null, repeats: 0, installation_id: installationId, computer_id };
      return { ...common, license_id: licenseId, ...success, at, product_version: version, name, address };
    }
    case 'ActivationRefused': {
      const { licenseId, attempt, code, repeats, version, computerId, name, address, at } = event.data;
      if (attempt !== 'activation') return undefined;
      const refusal = { successful: false, code, repeats, installation_id: null, computer_id: computerId ?? null };
      return { ...common, license_id: licenseId, ...refusal, at, product_version: version, name, address };
    }
    default:
      return undefined;
  }
}

/** An installation as the history lists it, in the columns of its table. [IN-02] */
export interface InstallationRow {
  license_id: number;
  installation_id: string;
  author_id: number | null;
  token: Sealed | null;
  related: Sealed | null;
  computer_id: number;
  product_version: string | null;
  name: Sealed | null;
  address: Sealed | null;
  activated_at: string;
  last_check_at: string | null;
  ended_at: string | null;
  status: InstallationStatus;
  /** Version of the ledger that was folded last. */
  version: number;
}

/** Events of a ledger that name one of its installations. */
export type InstallationEvent = Extract<LedgerEvent, DomainEvent<string, { installationId: string }>>;

export const isOfInstallation = (event: RecordedEvent<SourceEvent>): event is RecordedEvent<InstallationEvent> =>
  'installationId' in event.data;

/** Folds an event into the row of its installation. Events that were folded before change nothing. */
export function foldInstallation(
  row: InstallationRow | undefined,
  recorded: RecordedEvent<InstallationEvent>,
): InstallationRow | undefined {
  const { version } = recorded;
  if (row && version <= row.version) return row;
  const event = recorded as InstallationEvent;
  if (event.type === 'InstallationActivated')
    return { ...activated(event.data), author_id: recorded.metadata.authorId, version };
  return row && { ...row, ...changed(event), version };
}

function activated(data: Extract<InstallationEvent, { type: 'InstallationActivated' }>['data']) {
  const { licenseId, installationId, token, relatedInstallationId, userCode2, version, name, address, at } = data;
  return {
    license_id: licenseId,
    installation_id: installationId,
    token: token?.sealed ?? null,
    related: relatedInstallationId,
    computer_id: userCode2,
    product_version: version,
    name,
    address,
    activated_at: at,
    last_check_at: null,
    ended_at: null,
    status: 'active' as const,
  };
}

function changed(event: Exclude<InstallationEvent, { type: 'InstallationActivated' }>): Partial<InstallationRow> {
  switch (event.type) {
    case 'InstallationReactivated':
      return event.data.name === null ? {} : { name: event.data.name };
    case 'InstallationChecked':
      return { last_check_at: event.data.at };
    case 'InstallationDeactivated':
      return { ended_at: event.data.at, status: 'deactivated' };
    case 'InstallationBanned':
      return { ended_at: event.data.at, status: 'banned' };
    case 'InstallationRestored':
      return { ended_at: null, status: 'active' };
  }
}

/** A change of the status of an installation, in the columns of its table. [API-VERB-03] */
export interface InstallationTransitionRow {
  license_id: number;
  /** Of the ledger. */
  version: number;
  author_id: number | null;
  installation_id: string;
  before: InstallationStatus;
  after: InstallationStatus;
  reason: Sealed | null;
  note: Sealed | null;
  at: string;
  actor_kind: string;
  actor_id: string;
}

/** The change of status that an event tells of; undefined for everything else. */
export function transitionOf(recorded: RecordedEvent<InstallationEvent>): InstallationTransitionRow | undefined {
  const event = recorded as InstallationEvent;
  const { version, metadata } = recorded;
  const change = changeOf(event);
  if (!change) return undefined;
  const { licenseId, installationId, reason = null, note = null, at } = change.data;
  const { authorId, actor } = metadata;
  return {
    ...{ license_id: licenseId, version, author_id: authorId, installation_id: installationId },
    ...{ before: change.before, after: change.after, reason, note, at, actor_kind: actor.kind, actor_id: actor.id },
  };
}

function changeOf(event: InstallationEvent) {
  switch (event.type) {
    case 'InstallationDeactivated':
      return { data: event.data, before: 'active', after: 'deactivated' } as const;
    case 'InstallationBanned':
      return { data: event.data, before: event.data.before, after: 'banned' } as const;
    case 'InstallationRestored':
      return { data: event.data, before: event.data.before, after: 'active' } as const;
    default:
      return undefined;
  }
}
