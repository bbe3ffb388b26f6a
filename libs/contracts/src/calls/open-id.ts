import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { ObjectNumber, Text } from '../model/scalars.ts';
import type { SignedIn } from './sign-in.ts';

const command = { service: 'customers', kind: 'command' } as const;

export const BeginOpenIdSignIn = defineCall<{ url: string; request: string; expiresAt: string }>()({
  name: 'BeginOpenIdSignIn',
  ...command,
  description:
    'Where a browser goes to sign in at the OpenID provider of the account, and what completes it: a sealed text that nobody but this browser may have. Refused: not_found where the account has no provider. [API-USR-04]',
  schema: Type.Object({ authorId: ObjectNumber, redirectUri: Text(2000) }),
  key: ({ authorId }) => String(authorId),
  sample: { authorId: 1, redirectUri: 'https://console.example.com/signed-in/solo:1' },
});

export const CompleteOpenIdSignIn = defineCall<SignedIn>()({
  name: 'CompleteOpenIdSignIn',
  ...command,
  description:
    'Signs in the one person whose e-mail address the OpenID provider has verified. `redirectUri`: the page that the browser came back to, without query, which must be the one that was begun with; `query`: what the provider sent it back with. Refused: unauthenticated, whatever was wrong; unavailable where the provider cannot be asked. [API-USR-04, AUTH-11]',
  schema: Type.Object({ request: Text(8000), redirectUri: Text(2000), query: Text(4000) }),
  sample: {
    ...{ request: 's1|customers/author-1|AAAA', query: 'code=x&state=y' },
    redirectUri: 'https://console.example.com/signed-in/solo:1',
  },
});
