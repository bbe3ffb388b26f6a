import type { ActivateInstallation, Activation, LedgerEvent, ReplyOf } from '@licet/contracts';
import type { Execution } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { productText } from '../domain/activate.ts';
import type { Ledger, OpenLedger } from '../domain/ledger.ts';
import { printed, printedExpiry, settingsOf } from '../domain/license-rules.ts';
import { lookUp } from '../domain/persistent-map.ts';
import { Ledgers } from '../ledgers.ts';
import { Resources } from '../resources.ts';
import { RegistrationKeys, type UserCodes } from './registration-keys.ts';

type Accepted = Extract<Execution<Ledger, LedgerEvent>, { kind: 'accepted' }>;
/** An InstallationID whose text is at hand. */
interface KnownToken {
  sealed: string | undefined;
  text: string;
}

/**
 * What a granted activation is answered with. A repeated command gets its installation and its time from the record, and of all else what holds
 * by then, trigger codes included: they are made of the settings of the option and the amounts of the license at that moment.
 */
@Injectable()
export class ActivationReply {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly ledgers: Ledgers,
    private readonly keys: RegistrationKeys,
  ) {}

  async granted(
    { state, events, position }: Accepted,
    known: KnownToken,
    codes: UserCodes,
  ): Promise<Extract<ReplyOf<typeof ActivateInstallation>, { ok: true }>> {
    const event = events[0];
    if (state.kind === 'unknown' || !event || !position) throw new Error('Granted without a license or an event');
    if (event.type !== 'InstallationActivated' && event.type !== 'InstallationReactivated')
      throw new Error(`An activation left ${event.type}`);
    const token = lookUp(state.installations, event.data.installationId)?.token ?? null;
    const { at } = event.data;
    const activation = await this.activation(state, token && this.text(token.sealed, known), at, codes);
    return { ok: true, value: activation, positions: [position] };
  }

  private async activation(
    ledger: OpenLedger,
    installationId: string | Promise<string | null> | null,
    at: string,
    codes: UserCodes,
  ): Promise<Activation> {
    const { terms, licenseId } = ledger;
    const context = this.ledgers.contextAt(new Date());
    const option = settingsOf(terms, context.facts);
    return {
      licenseId,
      product: productText(terms, context),
      quantity: terms.quantity,
      licenseUpdate: terms.licenseUpdate,
      activationsLeft: printed(ledger.activationsLeft),
      expiresAt: option ? printedExpiry(ledger, option) : null,
      installationId: await installationId,
      activationPassword: (await this.resources.vault.open(terms.activationPassword)) ?? '',
      isTest: terms.isTest,
      registrationKeys: option ? await this.keys.made(ledger, option, at, codes) : null,
      at,
    };
  }

  private text(sealed: string, known: KnownToken): string | Promise<string | null> {
    return sealed === known.sealed ? known.text : this.resources.vault.open(sealed);
  }
}
