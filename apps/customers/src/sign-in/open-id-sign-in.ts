import { Handles } from '@licet/command-bus';
import {
  BeginOpenIdSignIn,
  type CallContext,
  CompleteOpenIdSignIn,
  type OpenIdConnect,
  type ReplyOf,
  type RequestOf,
  isWithin,
} from '@licet/contracts';
import { OutgoingFailed, type ServiceResources } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller, Inject } from '@nestjs/common';
import {
  type Configuration,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
} from 'openid-client';
import { Authors } from '../aggregates.ts';
import { CredentialUse } from '../credential-use.ts';
import type { Author, User } from '../domain/author.ts';
import { maySignIn } from '../person-proof.ts';
import { Resources } from '../resources.ts';
import { OpenIdProviders } from './open-id-providers.ts';
import { type OpenIdRequest, OpenIdRequests } from './open-id-request.ts';
import { subjectOf } from './sign-in-subjects.ts';
import { SignIns } from './sign-ins.ts';

const unauthenticated = { ok: false, refusal: { code: 'unauthenticated' } } as const;
const unavailable = { ok: false, refusal: { code: 'unavailable' } } as const;
const noProvider = { ok: false, refusal: { code: 'not_found', facts: { what: 'openIdConnect' } } } as const;

/** Sign-ins at the OpenID provider of an account: Authorization Code with PKCE, state and nonce. [API-USR-04] */
@Controller()
export class OpenIdSignInHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
    private readonly providers: OpenIdProviders,
    private readonly requests: OpenIdRequests,
    private readonly signIns: SignIns,
    private readonly use: CredentialUse,
    @Inject(Resources) private readonly resources: ServiceResources,
  ) {}

  @Handles(BeginOpenIdSignIn)
  async begin({
    authorId,
    redirectUri,
  }: RequestOf<typeof BeginOpenIdSignIn>): Promise<ReplyOf<typeof BeginOpenIdSignIn>> {
    const author = await this.#author(authorId);
    const { openIdConnect = null } = author?.settings ?? {};
    if (!openIdConnect) return noProvider;
    const provider = await this.#asked(() => this.providers.find(openIdConnect));
    if (!provider) return unavailable;
    const request = this.requests.begin(authorId, redirectUri);
    const url = buildAuthorizationUrl(provider, {
      ...{ redirect_uri: redirectUri, scope: 'openid email', state: request.state, nonce: request.nonce },
      code_challenge: await calculatePKCECodeChallenge(request.verifier),
      code_challenge_method: 'S256',
    });
    const expiresAt = new Date(request.expiresAt).toISOString();
    return { ok: true, value: { url: url.href, request: await this.requests.seal(request), expiresAt } };
  }

  /** Nothing tells what was wrong. [API-USR-06] */
  @Handles(CompleteOpenIdSignIn)
  async complete(
    { request: sealed, redirectUri, query }: RequestOf<typeof CompleteOpenIdSignIn>,
    { address }: CallContext,
  ): Promise<ReplyOf<typeof CompleteOpenIdSignIn>> {
    const request = await this.requests.open(sealed);
    const author = request && (await this.#author(request.authorId));
    if (!request || !author?.settings.openIdConnect || !samePage(request.redirectUri, redirectUri))
      return unauthenticated;
    const { openIdConnect } = author.settings;
    const email = await this.#asked(async () =>
      verifiedEmail(await this.providers.find(openIdConnect), request, query),
    );
    const user = email && (await this.#personWith(author, openIdConnect, email));
    if (!user || !isWithin(user.settings.outsideAccess, address)) return unauthenticated;
    this.use.note(author.authorId, user.uuid);
    return { ok: true, value: await this.signIns.begin(subjectOf(author, user)) };
  }

  async #author(authorId: number): Promise<Author | undefined> {
    const { state } = await this.authors.read(String(authorId));
    return state.kind === 'none' ? undefined : state;
  }

  /**
   * The one person who has the address, of those for whom the word of this provider was said to be enough: whoever named it may have had less
   * than people have who were made since. Undefined for none or several. [API-KEY-05]
   */
  async #personWith({ users }: Author, { issuer }: OpenIdConnect, email: string): Promise<User | undefined> {
    const people = [...users.values()].filter((it) => maySignIn(it) && it.settings.openIdIssuer === issuer);
    const found = await Promise.all(
      people.map(async ({ settings }) => settings.email !== null && (await this.vault.open(settings.email))),
    );
    const named = people.filter((_, i) => found[i] && sameAddress(found[i], email));
    return named.length === 1 ? named[0] : undefined;
  }

  /** Undefined where a provider cannot be asked or says no; the log tells why. */
  async #asked<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      const { name, message, cause } = error as Error;
      const reason = cause instanceof OutgoingFailed ? cause.message : message;
      this.resources.host.logger.warn({ name, reason }, 'A sign-in by OpenID Connect failed.');
      return undefined;
    }
  }
}

/** By ID token, or where that tells no address by the endpoint for it; undefined for one that the provider has not verified. */
async function verifiedEmail(
  provider: Configuration,
  { redirectUri, state, nonce, verifier }: OpenIdRequest,
  query: string,
): Promise<string | undefined> {
  const url = new URL(redirectUri);
  url.search = query;
  const tokens = await authorizationCodeGrant(provider, url, {
    ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
  });
  const claims = tokens.claims();
  if (!claims) return undefined;
  const asked = 'email' in claims ? claims : await fetchUserInfo(provider, tokens.access_token, claims.sub);
  const { email, email_verified: isVerified } = asked;
  return typeof email === 'string' && isVerified === true ? email : undefined;
}

/** As a browser writes it. */
const samePage = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href;

const sameAddress = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
