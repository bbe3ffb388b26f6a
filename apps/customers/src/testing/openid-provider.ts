import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Server, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

const redirectUri = 'https://console.example.com/signed-in/solo:1';
const client = { client_id: 'licet', client_secret: 'a secret that only client and provider know' };

/** An OpenID provider of somebody else on this machine, which signs in whom a test wants, and a browser that goes there. */
export class OpenIdProviderForTests {
  /** Who signs in from now on. */
  person = { sub: 'sub-1', email: 'anna@example.com', email_verified: true };
  /** How often it was asked what it is. */
  discoveries = 0;
  isAway = false;
  readonly client = { clientId: client.client_id, clientSecret: client.client_secret };
  readonly redirectUri = redirectUri;

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
    private readonly authority: string,
  ) {}

  static async start(tls: { cert: string; key: string; ca: string }): Promise<OpenIdProviderForTests> {
    const server = createServer(tls).listen(0);
    await once(server, 'listening');
    const issuer = `https://localhost:${(server.address() as AddressInfo).port}`;
    const started = new OpenIdProviderForTests(issuer, server, tls.ca);
    started.#serve();
    return started;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** What a browser that goes to an address is sent back to the client with. */
  async visit(address: string): Promise<string> {
    const cookies = new Map<string, string>();
    let next = address;
    for (let steps = 0; steps < 10 && !next.startsWith(redirectUri); steps++) next = await this.#step(next, cookies);
    return new URL(next).search.slice(1);
  }

  #serve(): void {
    const provider: Provider = new Provider(this.issuer, {
      clients: [{ ...client, redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_post' }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      cookies: { keys: ['a key of this test'] },
      ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 }, // seconds
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: () => ({ accountId: this.person.sub, claims: () => Promise.resolve({ ...this.person }) }),
      loadExistingGrant: async () => {
        const grant = new provider.Grant({ clientId: client.client_id, accountId: this.person.sub });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    });
    const answer = provider.callback();
    this.server.on('request', (incoming, outgoing) => {
      const login = { accountId: this.person.sub };
      if (incoming.url === '/.well-known/openid-configuration') this.discoveries++;
      if (this.isAway) outgoing.writeHead(503).end();
      else if (incoming.url?.startsWith('/interaction/'))
        void provider.interactionFinished(incoming, outgoing, { login });
      else void answer(incoming, outgoing);
    });
  }

  /** One redirect. */
  async #step(address: string, cookies: Map<string, string>): Promise<string> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const asked = request(address, { ca: this.authority, headers: { cookie }, agent: false }).end();
    const [{ headers, statusCode }] = (await once(asked, 'response')) as [IncomingMessage];
    for (const text of headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    if (!headers.location) throw new Error(`The provider answered ${statusCode} and no redirect.`);
    return new URL(headers.location, address).href;
  }
}
