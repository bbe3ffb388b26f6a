import type {
  EventOf,
  OtherLicense,
  Refusal,
  RenewalCreated,
  RenewalEvent,
  RenewalStatus,
  RenewalUseRequested,
} from '@licet/contracts';

type Created = EventOf<typeof RenewalCreated>['data'];
type Requested = EventOf<typeof RenewalUseRequested>['data'];

/** What is being done with a renewal: nobody else uses it, and nobody changes its status, until that is settled. */
export type RenewalUse = Pick<Requested, 'useId' | 'license' | 'expectedVersion'>;

/** A renewal as its events tell it. */
export interface Renewal extends Omit<Created, 'at'> {
  kind: 'renewal';
  status: RenewalStatus;
  pending: RenewalUse | null;
  usedAt: string | null;
  usedFor: OtherLicense | null;
  createdAt: string;
  updatedAt: string;
}
export type RenewalState = { kind: 'none' } | Renewal;

export const noRenewal: RenewalState = { kind: 'none' };

export function evolveRenewal(state: RenewalState, event: RenewalEvent): RenewalState {
  if (event.type === 'RenewalCreated') {
    const { at, ...created } = event.data;
    const unused = { status: 'active', pending: null, usedAt: null, usedFor: null } as const;
    return { kind: 'renewal', ...created, ...unused, createdAt: at, updatedAt: at };
  }
  if (state.kind === 'none') return state;
  switch (event.type) {
    case 'RenewalStatusChanged': {
      const { after, version, at } = event.data;
      return { ...state, status: after, version, updatedAt: at };
    }
    case 'RenewalUseRequested': {
      const { useId, license, expectedVersion } = event.data;
      return { ...state, pending: { useId, license, expectedVersion } };
    }
    case 'RenewalUsed': {
      const { license, version, at } = event.data;
      return { ...state, pending: null, usedAt: at, usedFor: license, version, updatedAt: at };
    }
    case 'RenewalUseAbandoned':
      return { ...state, pending: null };
  }
}

/** How a use ended, in the words of the record; undefined where it did not yet. */
export function endOfUse(events: readonly RenewalEvent[], useId: string): 'used' | Refusal | undefined {
  for (const { type, data } of events) {
    if (type === 'RenewalUsed' && data.useId === useId) return 'used';
    if (type === 'RenewalUseAbandoned' && data.useId === useId)
      return { code: data.code as Refusal['code'], facts: data.facts };
  }
  return undefined;
}
