import Type, { type Static } from 'typebox';
import { Nullable, Text } from './scalars.ts';
import { laidOver, userFieldCounts } from './user-fields.ts';

const Label = Nullable(Text(255));
const Places = (count: number) => Type.Array(Label, { minItems: count, maxItems: count });

/** What fields of a license are called on pages; null for the name that they have anyway. Names on the wire stay. [PO-17, API-PRD-10] */
export const Labels = Type.Object({
  serialNumber: Label,
  licenseUpdate: Label,
  userFields: Type.Object({
    text: Places(userFieldCounts.text),
    integer: Places(userFieldCounts.integer),
    float: Places(userFieldCounts.float),
    date: Places(userFieldCounts.date),
  }),
});
export type Labels = Static<typeof Labels>;

const none = (count: number): null[] => Array<null>(count).fill(null);

export const noLabels: Labels = {
  serialNumber: null,
  licenseUpdate: null,
  userFields: {
    text: none(userFieldCounts.text),
    integer: none(userFieldCounts.integer),
    float: none(userFieldCounts.float),
    date: none(userFieldCounts.date),
  },
};

/** Labels to change; places of fields that are not there stay. */
export type LabelsPatch = Partial<Omit<Labels, 'userFields'>> & { userFields?: Partial<Labels['userFields']> };

/** The labels with a patch laid over them, fields place by place. */
export function patchLabels(
  { userFields, ...labels }: Labels,
  { userFields: fields = {}, ...patch }: LabelsPatch,
): Labels {
  return {
    ...labels,
    ...patch,
    userFields: {
      text: laidOver(userFields.text, fields.text),
      integer: laidOver(userFields.integer, fields.integer),
      float: laidOver(userFields.float, fields.float),
      date: laidOver(userFields.date, fields.date),
    },
  };
}
