import Type, { type Static } from 'typebox';

/** Characters of a password before which its author's own stand. [CU-07] */
export const leastRandom = 3;
const least = 6;
const mostLength = 64;

/** What generated activation passwords of a set look like. [CU-07] */
export const PasswordForm = Type.Object({
  /** Of the whole password, the prefix included. */
  length: Type.Integer({ minimum: least, maximum: mostLength }),
  /** Visible ASCII characters that each of them begins with. */
  prefix: Type.String({ maxLength: mostLength - leastRandom, pattern: '^[\\x21-\\x7e]*$' }),
});
export type PasswordForm = Static<typeof PasswordForm>;

/** Six characters, or the prefix and three more where that is longer. [CU-07] */
export const usualPasswords = ({ prefix = '', length }: Partial<PasswordForm> = {}): PasswordForm => ({
  prefix,
  length: length ?? Math.max(least, prefix.length + leastRandom),
});

/** Whether enough of the password is random. [CU-07] */
export const isLongEnough = ({ length, prefix }: PasswordForm): boolean => length >= prefix.length + leastRandom;
