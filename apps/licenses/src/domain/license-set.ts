import {
  type Decider,
  type Decision,
  type EventOf,
  type LicenseSetEvent,
  type LicenseSetIssued,
  type LicenseSetRequested,
  type Refusal,
  accept,
} from '@licet/contracts';
import type { DecisionContext } from './caller.ts';

type Requested = EventOf<typeof LicenseSetRequested>['data'];
type Issued = EventOf<typeof LicenseSetIssued>['data'];

/** Licenses that are issued together, all of them or none. [API-LIC-02] */
export interface LicenseSet extends Omit<Requested, 'at'> {
  kind: 'set';
  stage: 'pending' | 'issued' | 'abandoned';
  /** All of them, once they are there. */
  issued: Issued['licenses'];
  /** Why it was given up. */
  refusal: Refusal | null;
}
export type LicenseSetState = { kind: 'none' } | LicenseSet;

interface OfSet {
  request: { authorId: number };
}
/** What passed all rules of an issue. */
interface RequestSet extends OfSet {
  type: 'RequestLicenseSet';
  set: Omit<Requested, 'at'>;
}
/** All of them are there. */
interface EndSet extends OfSet {
  type: 'EndLicenseSet';
  licenses: Issued['licenses'];
}
/** One of them could not be issued. */
interface AbandonSet extends OfSet {
  type: 'AbandonLicenseSet';
  refusal: Refusal;
}
export type LicenseSetCommand = RequestSet | EndSet | AbandonSet;

export const licenseSetDecider: Decider<LicenseSetCommand, LicenseSetState, LicenseSetEvent, DecisionContext> = {
  initialState: { kind: 'none' },
  decide,
  evolve,
};

/** A set ends once: whoever comes later finds it done. */
function decide(
  command: LicenseSetCommand,
  state: LicenseSetState,
  { now }: DecisionContext,
): Decision<LicenseSetEvent> {
  const at = now.toISOString();
  if (command.type === 'RequestLicenseSet')
    return accept({ type: 'LicenseSetRequested', data: { ...command.set, at } });
  if (state.kind === 'none' || state.stage !== 'pending') return accept();
  const { setId, authorId } = state;
  if (command.type === 'EndLicenseSet')
    return accept({ type: 'LicenseSetIssued', data: { setId, authorId, licenses: command.licenses, at } });
  const { code, facts = {} } = command.refusal;
  return accept({ type: 'LicenseSetAbandoned', data: { setId, authorId, code, facts, at } });
}

function evolve(state: LicenseSetState, event: LicenseSetEvent): LicenseSetState {
  if (event.type === 'LicenseSetRequested') {
    const { setId, authorId, licenseIds, order } = event.data;
    return { kind: 'set', setId, authorId, licenseIds, order, stage: 'pending', issued: [], refusal: null };
  }
  if (state.kind === 'none') return state;
  if (event.type === 'LicenseSetIssued') return { ...state, stage: 'issued', issued: event.data.licenses };
  const { code, facts } = event.data;
  return { ...state, stage: 'abandoned', refusal: { code: code as Refusal['code'], facts } };
}
