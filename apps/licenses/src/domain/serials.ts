import type { Claim, SerialsEvent } from '@licet/contracts';

export interface ListedSerial {
  uuid: string;
  number: number;
  serial: string;
  /** Null for one without a password of its own. [PWD-02] */
  passwordVerifier: string | null;
  createdAt: string;
}

/** Serial numbers of one product that the author has loaded, in their order. */
export interface SerialList {
  kind: 'serials';
  productId: number;
  authorId: number;
  serials: readonly ListedSerial[];
  /** How many were ever loaded. */
  loaded: number;
}

export type SerialListState = { kind: 'none' } | SerialList;

export const noSerials: SerialListState = { kind: 'none' };

/**
 * A serial number of a list belongs to the license that got it, for ever, or to the list that it was deleted from. So it is handed out
 * once, whoever asks at the same time, and never again. [SN-02, SL-ADD-52, SL-ADD-53]
 */
export const listedSerialClaim = (productId: number, serial: string): Claim => ({
  scope: `listedSerial/${productId}`,
  key: serial.toLowerCase(),
});

export const serialsOf = (state: SerialListState): readonly ListedSerial[] =>
  state.kind === 'none' ? [] : state.serials;

export function evolveSerials(state: SerialListState, event: SerialsEvent): SerialListState {
  switch (event.type) {
    case 'SerialsLoaded': {
      const { productId, authorId, serials, at } = event.data;
      const before = state.kind === 'none' ? 0 : state.loaded;
      const added = serials.map((it, i) => ({ ...it, number: before + i + 1, createdAt: at }));
      const all = [...serialsOf(state), ...added];
      return { kind: 'serials', productId, authorId, serials: all, loaded: before + serials.length };
    }
    case 'SerialDeleted': {
      if (state.kind === 'none') return state;
      return { ...state, serials: state.serials.filter(({ uuid }) => uuid !== event.data.uuid) };
    }
  }
}
