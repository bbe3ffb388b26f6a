import { Instant, type Transition } from '@licet/contracts';
import Type, { type TProperties, type TSchema } from 'typebox';
import { Answer, AnyText } from './view-schema.ts';

/** A past change of the status of an object; `more` is what only this kind of object tells. [API-VERB-03] */
export const TransitionView = <From extends TSchema, To extends TSchema, More extends TProperties>(
  name: string,
  { from, to, ...more }: { from: From; to: To } & More,
  example: { from: string; to: string; note: string; [more: string]: string | null },
) =>
  Answer(
    name,
    {
      object: Type.Literal('transition'),
      version: Type.Integer({ minimum: 1 }),
      ...{ from, to, ...more },
      note: AnyText,
      at: Instant,
      by: Type.Object({ kind: AnyText, id: AnyText }),
    },
    {
      ...{ object: 'transition', version: 2, ...example },
      ...{ at: '2026-03-02T09:12:45.120Z', by: { kind: 'key', id: '0123456789ab' } },
    },
  );

export const transitionView = <T extends Transition>({ actor: { kind, id }, ...told }: T) => ({
  object: 'transition' as const,
  ...told,
  by: { kind, id },
});
