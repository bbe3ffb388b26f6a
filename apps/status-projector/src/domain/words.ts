import { wordsOf } from '@licet/contracts';

/** Words of an account's object as the text of a `tsvector`; each begins with the account, so that no search crosses accounts. [API-LIST-08] */
export const lexemes = (authorId: number, ...texts: readonly string[]): string =>
  wordsOf(...texts)
    .map((word) => `'${authorId}/${word}'`)
    .join(' ');
