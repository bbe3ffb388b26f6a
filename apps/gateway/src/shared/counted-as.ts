import type { RequestOf, SignIn } from '@licet/contracts';

/**
 * What failed tries at somebody are counted under: the same for all spellings of a name, at every door, and whatever account is named with
 * the number of a customer, or each would give so many tries more. [API-USR-06, SC-05]
 */
export function countedAs(authorId: number | null, name: RequestOf<typeof SignIn>['name']): string {
  if ('customerId' in name) return `customerId ${name.customerId}`;
  const [member, text] = 'email' in name ? ['email', name.email] : ['login', name.login];
  return `${authorId ?? ''} ${member} ${text.trim().toLowerCase()}`;
}

/** Nobody has this number: what cannot be is looked for like everything else. [API-USR-06] */
export const nobody = { customerId: 2147483647 };
