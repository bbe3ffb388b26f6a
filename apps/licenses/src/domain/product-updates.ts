import type { Claim, ProductUpdateEvent, ProductUpdateFacts, ProductUpdateSettings, Sealed } from '@licet/contracts';

/** One update of a product. */
export interface ProductUpdate extends ProductUpdateFacts {
  settings: ProductUpdateSettings;
  /** Password of the server that keeps the file; null for none. */
  password: Sealed | null;
}

/** Everything that programs of one product can be told. */
export interface ProductUpdates {
  kind: 'updates';
  productId: number;
  authorId: number;
  updates: readonly ProductUpdate[];
  /** How many were ever made. */
  made: number;
}

export type ProductUpdatesState = { kind: 'none' } | ProductUpdates;

export const noUpdates: ProductUpdatesState = { kind: 'none' };

/** One name space per installation, letter case ignored: an update check names no author. [PU-05, AMB-48] */
export const updateNameClaim = (name: string): Claim => ({ scope: 'updateName', key: name.toLowerCase() });

/** Those that there are, newest last. */
export const updatesOf = (state: ProductUpdatesState): readonly ProductUpdate[] =>
  state.kind === 'none' ? [] : state.updates;

/** An update as others may know it: without the password. */
export function updateFacts(update: ProductUpdate): ProductUpdateFacts {
  const { uuid, productId, number, settings, version, createdAt, updatedAt } = update;
  return { uuid, productId, number, settings, version, createdAt, updatedAt };
}

export function evolveUpdates(state: ProductUpdatesState, event: ProductUpdateEvent): ProductUpdatesState {
  switch (event.type) {
    case 'ProductUpdateCreated': {
      const { uuid, productId, authorId, settings, password, at } = event.data;
      const number = (state.kind === 'none' ? 0 : state.made) + 1;
      const made = { uuid, productId, number, settings, password, version: 1, createdAt: at, updatedAt: at };
      return { kind: 'updates', productId, authorId, updates: [...updatesOf(state), made], made: number };
    }
    case 'ProductUpdateChanged': {
      if (state.kind === 'none') return state;
      const { uuid } = event.data;
      return { ...state, updates: state.updates.map((it) => (it.uuid === uuid ? changed(it, event.data) : it)) };
    }
    case 'ProductUpdateDeleted': {
      if (state.kind === 'none') return state;
      return { ...state, updates: state.updates.filter(({ uuid }) => uuid !== event.data.uuid) };
    }
  }
}

type Changed = Extract<ProductUpdateEvent, { type: 'ProductUpdateChanged' }>['data'];

const changed = (update: ProductUpdate, { changes, password = update.password, at }: Changed): ProductUpdate => ({
  ...update,
  settings: { ...update.settings, ...changes },
  password,
  version: update.version + 1,
  updatedAt: at,
});
