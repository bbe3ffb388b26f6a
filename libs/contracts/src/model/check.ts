import Type, { type Static } from 'typebox';
import { Nullable, Text } from './scalars.ts';

/** The rules by which an activation is judged, in the order in which they are asked. [API-DRY-05, SA-GEN-20] */
export const checkOrder = [
  ...(['input', 'account', 'addressRule', 'addressLock', 'credential', 'product', 'option'] as const),
  ...(['productBan', 'invoiceBlock', 'licenseStatus', 'version', 'support', 'registration', 'expiry'] as const),
  ...(['optionType', 'fingerprint', 'triggerCodes', 'machineBan', 'clock', 'knownMachine'] as const),
  ...(['freeze', 'reactivation', 'seats', 'plugin'] as const),
] as const;

/** Beside them: of checks and returns, and of changes of an installation by staff or customer. [API-DRY-11] */
export type CheckRule = (typeof checkOrder)[number] | 'installation' | 'transition' | 'deactivations';

/**
 * What one rule said. `code`: why it refused; a `knownMachine` that did not pass has none, since a new machine only goes on to the rules
 * for new ones. `facts`: numbers, dates, versions and the status that the rule used, never a secret. [API-DRY-04, API-DRY-06, API-DRY-07]
 */
export const Check = Type.Object({
  rule: Text(32),
  passed: Type.Boolean(),
  code: Type.Optional(Text(64)),
  facts: Type.Optional(
    Type.Record(
      Type.String({ pattern: '^[a-zA-Z]{1,32}$' }),
      Nullable(Type.Union([Type.Number(), Type.Boolean(), Text(64)])),
    ),
  ),
});
export type Check = Static<typeof Check>;
export type CheckFacts = NonNullable<Check['facts']>;
