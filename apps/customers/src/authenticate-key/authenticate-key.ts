import { Handles } from '@licet/command-bus';
import { AuthenticateKey, type Claim, keyOf, type ReplyOf, type RequestOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { callerOfKey } from '../authenticated-caller.ts';
import { CredentialUse } from '../credential-use.ts';
import type { ApiKey, Author } from '../domain/author.ts';
import { authorClaims } from '../domain/author.decide.ts';
import { keyPurpose } from '../key-purpose.ts';

type Request = RequestOf<typeof AuthenticateKey>;

/** API key of a dialect. Unknown owner and wrong secret differ in code, not in the time they take. [API-KEY-01, DNA-AUTH-02, IP-AUTH-12] */
@Controller()
export class AuthenticateKeyHandler {
  constructor(
    private readonly store: EventStore,
    private readonly authors: Authors,
    private readonly vault: Vault,
    private readonly use: CredentialUse,
  ) {}

  @Handles(AuthenticateKey)
  async handle(request: Request): Promise<ReplyOf<typeof AuthenticateKey>> {
    const holder = await this.store.holderOf(claimOf(request));
    const { state } = await this.authors.read(holder === undefined ? 'none' : keyOf(holder));
    const key = await this.#matching(state.kind === 'author' ? candidates(state, request) : [], request);
    if (state.kind === 'none') return { ok: false, refusal: { code: 'not_found' } };
    if (!key) return { ok: false, refusal: { code: 'unauthenticated' } };
    if (key.status === 'revoked' || hasExpired(key)) return { ok: false, refusal: { code: 'key_expired' } };
    this.use.note(state.authorId, key.uuid);
    return { ok: true, value: callerOfKey(state, key) };
  }

  /** All keys are compared, whichever fits. [DNA-AUTH-07] */
  async #matching(keys: readonly ApiKey[], { dialect, secret }: Request): Promise<ApiKey | undefined> {
    const fits = await Promise.all(
      keys.map(({ verifier }) => this.vault.verify(verifier, secret, keyPurpose(dialect))),
    );
    return keys[fits.indexOf(true)];
  }
}

function claimOf({ dialect, owner }: Request): Claim {
  switch (dialect) {
    case 'native':
      return authorClaims.nativeKey(owner);
    case 'dna':
      return authorClaims.dnaClient(owner);
    case 'ip':
      return authorClaims.ipVendor(owner);
  }
}

const hasExpired = ({ settings: { expiresAt } }: ApiKey): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= Date.now();

/** A native key names itself; the other dialects name the account, which may hold several. [DNA-AUTH-06, DNA-AUTH-08] */
const candidates = ({ keys }: Author, { dialect, owner }: Request): ApiKey[] =>
  [...keys.values()].filter((key) => key.dialect === dialect && (dialect !== 'native' || key.keyId === owner));
