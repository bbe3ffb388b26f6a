import type { OptionSettings } from '@licet/contracts';
import { type ServiceResources, outgoingUrl } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Inject, Injectable } from '@nestjs/common';
import { Resources } from './resources.ts';

type Changes = Partial<OptionSettings>;

/** Settings as they go into the record, and whether the address of their plugin may be called. */
export interface PreparedSettings<S extends Changes> {
  settings: S;
  pluginUrlUsable: boolean;
}

/** Activation plugins in settings that are told: secrets are sealed for their option, addresses looked at. [PO-19, API-OPT-12] */
@Injectable()
export class OptionPlugins {
  constructor(
    private readonly vault: Vault,
    @Inject(Resources) private readonly resources: ServiceResources,
  ) {}

  /** `present`: the settings that the option has; a secret that is the same as before stays as it was sealed. */
  async prepare<S extends Changes>(optionId: number, settings: S, present?: Changes): Promise<PreparedSettings<S>> {
    const { activation } = settings;
    if (!activation?.plugin) return { settings, pluginUrlUsable: true };
    const { url, secret } = activation.plugin;
    const sealed = await this.sealed(optionId, secret, present?.activation?.plugin?.secret);
    return {
      settings: { ...settings, activation: { ...activation, plugin: { ...activation.plugin, secret: sealed } } },
      pluginUrlUsable: outgoingUrl(url, this.resources.host.outgoing?.networks ?? []) !== undefined,
    };
  }

  private async sealed(optionId: number, secret: string, present: string | undefined): Promise<string> {
    if (secret === '' || secret === present) return secret;
    if (present && (await this.vault.open(present)) === secret) return present;
    return this.vault.seal(this.vault.subject(`option-${optionId}`), secret);
  }
}
