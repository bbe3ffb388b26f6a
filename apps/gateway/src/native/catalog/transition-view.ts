import { type CatalogTransition, Instant } from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText } from '../http/view-schema.ts';

/** A past change of the status of a product or option, or of the mode of a product. [API-VERB-03] */
export const CatalogTransitionView = (
  name: 'ProductTransition' | 'OptionTransition',
  example: { from: string; to: string },
) =>
  Answer(
    name,
    {
      object: Type.Literal('transition'),
      version: Type.Integer({ minimum: 1 }),
      from: AnyText,
      to: AnyText,
      note: AnyText,
      at: Instant,
      by: Type.Object({ kind: AnyText, id: AnyText }),
    },
    {
      ...{ object: 'transition', version: 2, ...example, note: '' },
      ...{ at: '2026-03-02T09:12:45.120Z', by: { kind: 'key', id: '0123456789ab' } },
    },
  );

export const catalogTransitionView = ({ version, from, to, note, at, actor }: CatalogTransition) => ({
  ...{ object: 'transition', version, from, to, note, at },
  by: { kind: actor.kind, id: actor.id },
});
