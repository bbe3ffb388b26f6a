import { Handles } from '@licet/command-bus';
import { type CallContext, ChangeAccount, type ChangedSettings, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { accountDetails } from '../account-details.ts';
import { Authors } from '../aggregates.ts';

/** Changes an account or its settings. [API-ACC-01, API-ACC-07] */
@Controller()
export class ChangeAccountHandler {
  constructor(
    private readonly authors: Authors,
    private readonly vault: Vault,
  ) {}

  @Handles(ChangeAccount)
  async handle(told: RequestOf<typeof ChangeAccount>, call: CallContext): Promise<ReplyOf<typeof ChangeAccount>> {
    const request = { ...told, settings: await this.#sealed(told) };
    const execution = await this.authors.decide(request.authorId, { type: 'ChangeAccount', request }, call);
    return replyTo(execution, (author) => {
      if (author.kind === 'none') throw new Error('An account that was changed is not there.');
      return accountDetails(author);
    });
  }

  /** The secret of an OpenID client is sealed before it is recorded; one that is not told, or the same, stays as it was sealed. */
  async #sealed({ authorId, settings }: RequestOf<typeof ChangeAccount>): Promise<ChangedSettings> {
    const { openIdConnect } = settings;
    if (!openIdConnect) return settings;
    const { state } = await this.authors.read(String(authorId));
    const known = state.kind === 'author' ? state.settings.openIdConnect : null;
    const isSame = known?.issuer === openIdConnect.issuer && known.clientId === openIdConnect.clientId;
    const present = isSame ? known.clientSecret : null; // or another server would be sent it
    const clientSecret = await this.#secret(authorId, openIdConnect.clientSecret, present);
    return { ...settings, openIdConnect: { ...openIdConnect, clientSecret } };
  }

  async #secret(authorId: number, told: string | null, present: string | null): Promise<string | null> {
    if (told === null || (present !== null && (await this.vault.open(present)) === told)) return present;
    return this.vault.seal(this.vault.subject(`author-${authorId}`), told);
  }
}
