import type { Operation } from '../contract/api-document.suite.ts';
import type { Answer } from '../native-answers.suite.ts';
import type { Told } from '../operation-calls.suite.ts';
import type { Product } from '../product.suite.ts';

/** A situation in which one operation refuses. */
export interface Refusal {
  operation: string;
  /** Status and code of the problem, such as `409 duplicate`. */
  refuses: string;
  when: string;
  /** Brings the situation about, and says what is asked in it; the rest of the call is fine. */
  asking: (product: Product) => Asked | Promise<Asked>;
  /** Changes of the account for as long as it is asked. */
  account?: object;
}

/** What is asked. `by`: who asks, where it is not the demo key. */
export type Asked = Told & { by?: Product };

/** What an answer says of itself. */
export const told = ({ status, body, text }: Answer): string =>
  status < 400 || text === '' ? String(status) : `${status} ${body.code}`;

/** What a dry run says that the call would be answered with; a fault of the request is told as usual. [API-DRY-02] */
export const foretold = (answer: Answer): string => {
  const { object, allowed, status, code } = answer.body;
  if (object !== 'dryRun') return told(answer);
  return allowed ? String(status) : `${String(status)} ${code}`;
};

/** Every refusal that the API document tells of an operation, as `Refusal.refuses`. */
export const declaredBy = ({ responses }: Operation): string[] =>
  Object.entries(responses).flatMap(([status, { content }]) => {
    const { allOf = [] } = (content?.['application/problem+json']?.schema ?? {}) as {
      allOf?: { properties?: { code?: { enum: string[] } } }[];
    };
    return allOf.flatMap(({ properties }) => properties?.code?.enum ?? []).map((code) => `${status} ${code}`);
  });

/** Names nothing. */
export const nobody = 'solo:2147483647';
