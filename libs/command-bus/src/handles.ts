import type { CallContext, CallDefinition, DryWrite, ReplyOf, RequestOf } from '@licet/contracts';
import { DryRun } from '@licet/dry-run';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { type Fault, faultOf } from './fault.ts';
import { requestValidator } from './request-validation.ts';

export type CallHandler<D extends CallDefinition> = (
  request: RequestOf<D>,
  context: CallContext,
) => ReplyOf<D> | Promise<ReplyOf<D>>;

/** What a bound handler gives to its transport. It never rejects, so that Nest's exception filters have nothing to guess about. */
export type Outcome = { ok: true } | { ok: false } | Fault;

/**
 * Marks a controller's method as the one that answers a call, in-process and over TCP alike. The method takes `(request, context)`. A
 * request that does not fit its schema (a bug of the caller, or of a gate that let it through) is refused `parameter_invalid` with
 * `facts.errors` before anything runs.
 */
export const Handles =
  <D extends CallDefinition>(definition: D) =>
  <M extends CallHandler<D>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<M>): void => {
    const method = descriptor.value as CallHandler<D>;
    const errorsOf = requestValidator(definition);
    const answer = async function (this: unknown, request: RequestOf<D>, context: CallContext): Promise<Outcome> {
      const errors = errorsOf(request);
      if (errors) return { ok: false, refusal: { code: 'parameter_invalid', facts: { errors } } } as Outcome;
      try {
        const work = async () => method.call(this, request, context);
        return await (context.dryRun ? played(context.dryRun, work) : work());
      } catch (error) {
        return faultOf(error, definition.name, context);
      }
    };
    descriptor.value = answer as unknown as M;
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    MessagePattern(definition.name)(target, key, descriptor as PropertyDescriptor);
  };

/** A call of a dry run is one here too, and brings back what it has written. */
async function played<R extends object>(before: readonly DryWrite[], work: () => Promise<R>): Promise<R> {
  const { value, writes } = await DryRun.perform(before, work);
  return { ...value, dryRun: writes };
}
