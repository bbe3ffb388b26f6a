import type { Static, TObject } from 'typebox';
import type { DomainEvent } from './envelope.ts';
import type { Service } from './services.ts';

/** One version of one event type: who writes it, what it means, its shape, and a golden sample for ever. [design 3, versions] */
export interface EventDefinition<T extends string = string, S extends TObject = TObject> {
  type: T;
  /** 1 on; a new shape is a new version with an upcaster from the one before. */
  version: number;
  owner: Service;
  /** Kind of the stream that it stands in: `license`, `ledger` … */
  stream: string;
  /** One sentence: what has happened, and the requirement or document it comes from. */
  description: string;
  schema: S;
  sample: Static<S>;
}

/** Declares one version of an event; the types of its data follow from the schema. */
export const defineEvent = <T extends string, S extends TObject>(
  definition: EventDefinition<T, S>,
): EventDefinition<T, S> => definition;

/** The event that a definition describes. */
export type EventOf<D> = D extends EventDefinition<infer T, infer S> ? DomainEvent<T, Static<S>> : never;

/** Turns stored data of version n of a type into data of version n + 1. Pure. */
export type Upcaster = (data: never) => unknown;
