import type { ProductUpdateEvent, ProductUpdateFacts } from '@licet/contracts';
import type { Execution } from '@licet/event-store';
import { type ProductUpdatesState, updateFacts, updatesOf } from './domain/product-updates.ts';

/** The update that a command made or changed; a command that is repeated means the one that it made first. */
export const recordedUpdate =
  (execution: Execution<ProductUpdatesState, ProductUpdateEvent>, asked: string) =>
  (state: ProductUpdatesState): ProductUpdateFacts => {
    const [event] = execution.kind === 'accepted' ? execution.events : [];
    const uuid = event?.data.uuid ?? asked;
    const update = updatesOf(state).find((it) => it.uuid === uuid);
    if (!update) throw new Error('An update that was recorded is not there.');
    return updateFacts(update);
  };
