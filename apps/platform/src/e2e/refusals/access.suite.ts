import { type TOTP, URI } from 'otpauth';
import { NativeClient } from '../../clients/rest-clients.ts';
import { newUser, withKey } from '../access.suite.ts';
import { ask } from '../native-answers.suite.ts';
import { post } from '../native-catalog.suite.ts';
import { newKey } from '../native-idempotency.suite.ts';
import type { Product } from '../product.suite.ts';
import type { Refusal } from './refusal.suite.ts';

async function revoked(product: Product): Promise<string> {
  const { id } = await withKey(product, { scopes: [] });
  await ask(product, `/keys/${id}/transitions`, post({ to: 'revoked' }));
  return id;
}

/** What a new person signs in with. */
async function person(product: Product): Promise<{ account: string; login: string; password: string }> {
  const { logon } = await newUser(product, { kind: 'person', login: newKey() });
  return { account: `solo:${logon.AuthorID}`, login: logon.UserID, password: logon.UserPassword };
}

/** As whoever has signed in calls. */
export async function signedIn(product: Product, told: object): Promise<Product> {
  const { body } = await ask(product, '/signIn', post(told));
  return { ...product, native: new NativeClient({ ...product.access, apiKey: String(body.token) }) };
}

export const accessRefusals: Refusal[] = [
  {
    operation: 'updateAccount',
    refuses: '403 account_read_only',
    when: 'it is and something else is to change',
    account: { readOnly: true },
    asking: () => ({ body: { name: 'Other' } }),
  },
  {
    operation: 'updateKey',
    refuses: '409 transition_not_allowed',
    when: 'it is revoked',
    asking: async (product) => ({ targets: { id: await revoked(product) }, body: { name: 'Other' } }),
  },
  {
    operation: 'rotateKey',
    refuses: '409 transition_not_allowed',
    when: 'it is revoked',
    asking: async (product) => ({ targets: { id: await revoked(product) } }),
  },
  {
    operation: 'getSelfKey',
    refuses: '404 not_found',
    when: 'somebody has signed in who has no key',
    asking: async (product) => ({ by: await signedIn(product, await person(product)) }),
  },
  {
    operation: 'createUser',
    refuses: '409 duplicate',
    when: 'somebody has the login',
    asking: async (product) => {
      const { login } = await person(product);
      return { body: { kind: 'person', login, scopes: [] } };
    },
  },
  {
    operation: 'signIn',
    refuses: '401 unauthenticated',
    when: 'the password is wrong',
    asking: async (product) => ({ body: { ...(await person(product)), password: 'another' } }),
  },
  {
    operation: 'signIn',
    refuses: '403 account_read_only',
    when: 'the account is and the password is to change',
    account: { readOnly: true },
    asking: async (product) => ({ body: { ...(await person(product)), newPassword: 'another password' } }),
  },
  {
    operation: 'beginOpenIdSignIn',
    refuses: '404 not_found',
    when: 'the account has no provider',
    asking: ({ author, access }) => ({
      body: {
        account: `solo:${author.AuthorID}`,
        redirectUri: `${access.baseUrl}/console/solo:${author.AuthorID}`,
      },
    }),
  },
  {
    operation: 'beginOpenIdSignIn',
    refuses: '400 parameter_invalid',
    when: 'the page is of another account',
    asking: ({ author, access }) => ({
      body: { account: `solo:${author.AuthorID}`, redirectUri: `${access.baseUrl}/console/solo:2147483647` },
    }),
  },
  {
    operation: 'beginSecondFactor',
    refuses: '409 duplicate',
    when: 'the person has one',
    asking: async (product) => {
      const body = await person(product);
      const { url } = (await ask(product, '/signIn/secondFactor', post(body))).body;
      const code = (URI.parse(String(url)) as TOTP).generate();
      await ask(product, '/signIn/secondFactor/confirm', post({ ...body, code }));
      return { body };
    },
  },
  {
    operation: 'confirmSecondFactor',
    refuses: '404 not_found',
    when: 'none was begun',
    asking: async (product) => ({ body: { ...(await person(product)), code: '123456' } }),
  },
  {
    operation: 'endSecondFactor',
    refuses: '404 not_found',
    when: 'there is none',
    asking: async (product) => ({ body: { ...(await person(product)), code: '123456' } }),
  },
  ...['beginSecondFactor', 'confirmSecondFactor', 'endSecondFactor'].map((operation) => ({
    operation,
    refuses: '401 unauthenticated',
    when: 'the password is wrong',
    asking: async (product: Product) => ({
      body: {
        ...(await person(product)),
        password: 'another',
        ...(operation !== 'beginSecondFactor' && { code: '123456' }),
      },
    }),
  })),
  {
    operation: 'completeOpenIdSignIn',
    refuses: '401 unauthenticated',
    when: 'there is no cookie',
    asking: ({ access }) => ({ body: { query: 'code=a&state=b', redirectUri: `${access.baseUrl}/console/solo:1` } }),
  },
  {
    operation: 'refreshSignIn',
    refuses: '401 unauthenticated',
    when: 'there is no cookie',
    asking: () => ({}),
  },
];
