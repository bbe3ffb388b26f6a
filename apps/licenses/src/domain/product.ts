import { type ProductEvent, type ProductSettings, completeProduct } from '@licet/contracts';

export interface Product {
  kind: 'product';
  productId: number;
  uuid: string;
  authorId: number;
  settings: ProductSettings;
  /** Version of the stream that this is folded from. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

export type ProductState = { kind: 'none' } | Product;

export const noProduct: ProductState = { kind: 'none' };

export function evolveProduct(state: ProductState, event: ProductEvent): ProductState {
  switch (event.type) {
    case 'ProductCreated': {
      const { at, ...created } = event.data;
      const settings = completeProduct(created.settings);
      return { kind: 'product', ...created, settings, version: 1, createdAt: at, updatedAt: at };
    }
    case 'ProductUpdated': {
      if (state.kind === 'none') return state;
      const { changes, at } = event.data;
      return { ...state, settings: { ...state.settings, ...changes }, version: state.version + 1, updatedAt: at };
    }
  }
}
