import type { Static, TSchema } from 'typebox';
import type { Refusal } from './decider.ts';
import type { DryWrite } from './envelope.ts';
import type { Position } from './position.ts';
import type { Service } from './services.ts';

/**
 * Answer to a command or query. Refusals are values; broken infrastructure is an exception on the caller's side.
 * `positions`: where a changing command was recorded, for the fence; absent when nothing was. `dryRun`: what it would have written, in a dry run.
 */
export type Reply<R> =
  | { ok: true; value: R; positions?: readonly Position[]; dryRun?: readonly DryWrite[] }
  | { ok: false; refusal: Refusal; positions?: readonly Position[]; dryRun?: readonly DryWrite[] };

/** A command or query that one service answers. `R` is the value of a successful reply. */
export interface CallDefinition<N extends string = string, S extends TSchema = TSchema, R = unknown> {
  name: N;
  service: Service;
  kind: 'command' | 'query';
  description: string;
  /** Shape of the request. Checked by the service, before the handler runs. */
  schema: S;
  /** A golden sample of the request, for ever. */
  sample: Static<S>;
  /** Key of the stream it concerns, by which the bus finds the pod that most likely has it in memory. A hint only. */
  key?: (request: Static<S>) => string | undefined;
  /** Phantom: the type of the reply's value. */
  reply?: R;
}

export const defineCall =
  <R>() =>
  <N extends string, S extends TSchema>(definition: CallDefinition<N, S, R>): CallDefinition<N, S, R> =>
    definition;

export type RequestOf<D> = D extends CallDefinition<string, infer S> ? Static<S> : never;
export type ReplyOf<D> = D extends CallDefinition<string, TSchema, infer R> ? Reply<R> : never;
