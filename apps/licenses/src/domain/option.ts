import { type OptionEvent, type OptionSettings, completeOption } from '@licet/contracts';

export interface Option {
  kind: 'option';
  optionId: number;
  uuid: string;
  productId: number;
  authorId: number;
  settings: OptionSettings;
  /** Version of the stream that this is folded from. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

export type OptionState = { kind: 'none' } | Option;

export const noOption: OptionState = { kind: 'none' };

export function evolveOption(state: OptionState, event: OptionEvent): OptionState {
  switch (event.type) {
    case 'OptionCreated': {
      const { at, ...created } = event.data;
      const settings = completeOption(created.settings); // those of before had fewer
      return { kind: 'option', ...created, settings, version: 1, createdAt: at, updatedAt: at };
    }
    case 'OptionUpdated': {
      if (state.kind === 'none') return state;
      const { changes, at } = event.data;
      const settings = completeOption({ ...state.settings, ...changes });
      return { ...state, settings, version: state.version + 1, updatedAt: at };
    }
  }
}
