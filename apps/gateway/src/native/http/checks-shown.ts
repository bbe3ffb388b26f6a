import { Check, remedyOf } from '@licet/contracts';
import Type, { type Static } from 'typebox';

/** What one rule of a licensing decision said; of the one that refused also what mends it. [API-DRY-04, API-DRY-07] */
export const CheckView = Type.Object(
  {
    ...Check.properties,
    fix: Type.Optional(Type.String({ description: 'What mends it, of the rule that refused.' })),
  },
  { $id: 'Check' },
);
export type CheckView = Static<typeof CheckView>;

export const checksShown = (checks: readonly Check[]): CheckView[] =>
  checks.map((check) => {
    const fix = check.code && remedyOf(check.code);
    return { ...check, ...(fix && { fix }) };
  });
