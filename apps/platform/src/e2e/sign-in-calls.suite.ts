import { NativeClient } from '../clients/rest-clients.ts';
import { fetchFrom, newUser } from './access.suite.ts';
import { type Answer, answerOf, ask } from './native-answers.suite.ts';
import type { Product } from './product.suite.ts';

export interface Person {
  id: string;
  account: string;
  login: string;
  password: string;
}

/** What comes back of a sign-in, with the cookie that goes to the refresh call. */
export interface Signed extends Answer {
  token: string;
  cookie: string;
}

let people = 1;
/** Nobody else in these suites has it. */
export const freshNumber = (): number => people++;

let suites = 10;

/** Calls of people and customers who sign in, and of what they get for it. */
export function signInCalls(product: () => Product) {
  const fetchHere = fetchFrom(`127.0.0.${suites++}`); // tries that fail slow the others of their address
  const person = async (settings: object = {}): Promise<Person> => {
    const { id, logon } = await newUser(product(), { kind: 'person', login: `person ${freshNumber()}`, ...settings });
    return { id, account: `solo:${logon.AuthorID}`, login: logon.UserID, password: logon.UserPassword };
  };
  const send = async (path: string, headers: Record<string, string>, body?: object): Promise<Answer> => {
    const type = body ? { 'content-type': 'application/json', body: JSON.stringify(body) } : {};
    const { body: text, ...more } = type as { body?: string };
    return answerOf(
      await fetchHere(`${product().access.baseUrl}/api/v1${path}`, {
        method: 'POST',
        headers: { ...headers, ...more },
        ...(text !== undefined && { body: text }),
      }),
    );
  };
  const signed = (answer: Answer): Signed => ({
    ...answer,
    token: String(answer.body.token),
    cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  });
  const enter = async ({ account, login, password }: Person, more: object = {}): Promise<Signed> =>
    signed(await send('/signIn', {}, { account, login, password, ...more }));
  const refresh = async (cookie: string): Promise<Signed> => signed(await send('/signIn/refresh', { cookie }));
  const leave = (token: string) => send('/signOut', { authorization: `Bearer ${token}` });
  /** The product as whoever brings the token calls it. */
  const as = (token: string): Product => {
    const { baseUrl } = product().access;
    return { ...product(), native: new NativeClient({ baseUrl, apiKey: token }) };
  };
  const codeAs = async (token: string, path = '/products') => {
    const { status, body } = await ask(as(token), path);
    return status === 200 ? 200 : body.code;
  };
  return { person, send, signed, enter, refresh, leave, as, codeAs };
}
