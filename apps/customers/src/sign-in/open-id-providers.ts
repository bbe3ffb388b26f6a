import type { AccountSettings } from '@licet/contracts';
import { OutgoingCaller, type ServiceResources } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ClientSecretPost, Configuration, None, customFetch, discovery } from 'openid-client';
import { Resources } from '../resources.ts';

type Settings = NonNullable<AccountSettings['openIdConnect']>;

/** What a provider says of itself is believed so long. Milliseconds. */
const remembered = 10 * 60_000;
/** And so long that it could not be asked. Milliseconds. */
const failureRemembered = 5000;
const mostRemembered = 1000;
/** Of a call of a provider. Milliseconds. */
const timeoutMs = 5000;

/** OpenID providers as accounts name them, called as every other server of somebody else: HTTPS only, and none but public addresses. [API-USR-04, API-WHK-01] */
@Injectable()
export class OpenIdProviders implements OnModuleDestroy {
  readonly #vault: Vault;
  readonly #outgoing: OutgoingCaller;
  readonly #known = new LRUCache<string, Promise<Configuration>>({ max: mostRemembered, ttl: remembered });

  constructor(vault: Vault, @Inject(Resources) resources: ServiceResources) {
    this.#vault = vault;
    this.#outgoing = new OutgoingCaller(resources.host.outgoing);
  }

  onModuleDestroy(): void {
    this.#outgoing.close();
  }

  /** Throws where it cannot be asked, or does not answer as a provider does. However many ask at once, it is asked once. */
  find(settings: Settings): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = settings;
    const name = JSON.stringify([issuer, clientId, clientSecret]);
    const known = this.#known.get(name);
    if (known) return known;
    const found = this.#discover(settings);
    this.#known.set(name, found);
    found.catch(() => this.#known.set(name, found, { ttl: failureRemembered }));
    return found;
  }

  async #discover({ issuer, clientId, clientSecret }: Settings): Promise<Configuration> {
    const secret = clientSecret === null ? null : await this.#vault.open(clientSecret);
    const proof = secret === null ? None() : ClientSecretPost(secret);
    return discovery(new URL(issuer), clientId, undefined, proof, {
      [customFetch]: (url, options) => this.#fetch(url, options),
      timeout: timeoutMs / 1000,
    });
  }

  async #fetch(
    url: string,
    { method, headers, body }: { method: string; headers: Record<string, string>; body?: unknown },
  ): Promise<Response> {
    const answer = await this.#outgoing.call(url, { method, headers, body: textOf(body), timeoutMs });
    const type = answer.type === undefined ? {} : { 'content-type': answer.type };
    return new Response(answer.body === '' ? null : answer.body, { status: answer.status, headers: type });
  }
}

/** Forms and nothing else are sent to a provider. */
const textOf = (body: unknown): string =>
  body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : '';
