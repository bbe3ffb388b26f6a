import type { SupportTerms } from '@licet/contracts';

/** Four dot-separated groups of one to five digits. [FMT-10] */
export const isVersion = (text: string): boolean => /^\d{1,5}(\.\d{1,5}){3}$/.test(text);

/** Rules of support that lack what they count by, with the place of it. [API-OPT-09] */
export const supportFaults = ({ rule, days, date, maxVersion }: SupportTerms): [boolean, string][] => [
  [(rule === 'daysFromCreation' || rule === 'daysFromFirstActivation') && !days, '/support/days'],
  [rule === 'onDate' && date === null, '/support/date'],
  [rule === 'maxVersion' && maxVersion === null, '/support/maxVersion'],
];

/** Members of `changes` that differ from what is; a command that changes nothing leaves no event. */
export function differing<T extends object>(present: T, changes: Partial<T>): Partial<T> {
  const entries = Object.entries(changes).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(present[name as keyof T]),
  );
  return Object.fromEntries(entries) as Partial<T>;
}

/** What the members named in `changes` are now. */
export const membersOf = <T extends object>(present: T, changes: Partial<T>): Partial<T> =>
  Object.fromEntries(Object.keys(changes).map((name) => [name, present[name as keyof T]])) as Partial<T>;

export const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
