import Type from 'typebox';
import { defineCall } from '../../base/define-call.ts';
import type { OptionFacts } from '../../model/facts.ts';
import { OptionSettings } from '../../model/option.ts';
import { Count, Nullable, ObjectNumber, Text } from '../../model/scalars.ts';
import { command, query } from './kinds.ts';

export const CreateOption = defineCall<OptionFacts>()({
  name: 'CreateOption',
  ...command,
  description:
    'Makes an option of a product. Refused: not_found (product), scope_missing, parameter_invalid. [API-OPT-01]',
  schema: Type.Object({ authorId: ObjectNumber, productId: ObjectNumber, settings: Type.Partial(OptionSettings) }),
  sample: { authorId: 1, productId: 1001, settings: { name: 'Single user', upgradeBehavior: 'allow' } },
});

export const UpdateOption = defineCall<OptionFacts>()({
  name: 'UpdateOption',
  ...command,
  description:
    'Changes settings of an option, each named member whole. `note` says why the status changes. Refused: not_found, version_conflict, transition_not_allowed, parameter_invalid, duplicate (external id). [API-OPT-01, API-OPT-08]',
  schema: Type.Object({
    authorId: ObjectNumber,
    optionId: ObjectNumber,
    changes: Type.Partial(OptionSettings),
    note: Type.Optional(Text(4000)),
    expectedVersion: Nullable(Count),
  }),
  key: ({ optionId }) => String(optionId),
  sample: { authorId: 1, optionId: 2001, changes: { upgradeBehavior: 'deactivate' }, expectedVersion: 3 },
});

export const GetOption = defineCall<OptionFacts>()({
  name: 'GetOption',
  ...query,
  description: 'An option of the author. Refused: not_found.',
  schema: Type.Object({ authorId: ObjectNumber, optionId: ObjectNumber }),
  key: ({ optionId }) => String(optionId),
  sample: { authorId: 1, optionId: 2001 },
});
