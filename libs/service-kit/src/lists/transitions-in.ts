import type { ListDeclaration, Transition } from '@licet/contracts';
import type { MemoryList } from './read-memory-list.ts';

/** The list of past changes of one object's status: it has few, read from its own record. [API-VERB-03] */
export const transitionsIn = <T extends Transition>(declaration: ListDeclaration): MemoryList<T> => ({
  declaration,
  id: ({ version }) => version,
  fields: { createdAt: ({ at }) => at, to: ({ to }) => to },
});
