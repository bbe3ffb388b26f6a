import { Nullable, type PublicEvent } from '@licet/contracts';
import Type, { type Static } from 'typebox';
import { commonView, example as exampleOfEvent, shownOfEvent } from '../events/event-view.ts';
import { CheckView } from './checks-shown.ts';
import { Effect } from './effect.ts';

export const dryRunExample = {
  object: 'dryRun' as const,
  allowed: true,
  code: null,
  status: 200,
  checks: [],
  events: [exampleOfEvent],
  result: {},
  effect: { installationsEnding: 2, sessionsEnding: 0 },
};

/** What would happen. [API-DRY-02] */
export const DryRunView = Type.Object(
  {
    object: Type.Literal('dryRun'),
    allowed: Type.Boolean(),
    code: Nullable(Type.String({ description: 'Why it would be refused.' })),
    status: Type.Integer({ description: 'HTTP status that the call would be answered with.' }),
    checks: Type.Array(CheckView),
    events: Type.Array(Type.Object({ object: Type.Literal('event'), ...shownOfEvent }), {
      description: 'What would be recorded, as far as the feed tells it. Ids are those of nothing.',
    }),
    result: Nullable(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'The answer that there would be, without secrets; null where it has no body.',
      }),
    ),
    effect: Effect,
  },
  {
    $id: 'DryRun',
    examples: [dryRunExample],
  },
);
export type DryRunView = Static<typeof DryRunView>;

export const eventsShown = (events: readonly PublicEvent[]) => events.map(commonView);
