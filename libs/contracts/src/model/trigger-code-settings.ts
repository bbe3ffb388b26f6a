import Type, { type Static } from 'typebox';
import { Count, Nullable, Text } from './scalars.ts';

/** Codes that an activation answers, for programs without a license file. [PO-14, TC-13] */
export const TriggerCodeSettings = Type.Object({
  /** 1 to 50; 0: none are issued. [TC-03] */
  number: Count,
  /** Under which the first code is made: in clear on the way to its owner, sealed for the option in the record and in facts, never shown. */
  seed: Nullable(Text(4000)),
  /** Likewise of the second code, which carries a value. [TC-04] */
  regKey2Seed: Nullable(Text(4000)),
  /** The value for options of type `activationCodeFixed`. [PO-08, SL-INFO-16] */
  fixedValue: Nullable(Type.Integer()),
  /** Whether staff and customers may issue codes by hand. [TC-12] */
  manual: Type.Boolean(),
});
export type TriggerCodeSettings = Static<typeof TriggerCodeSettings>;
