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

/** Secrets in settings that are told are sealed for their option, and the address of an activation plugin is looked at. [PO-14, PO-19, API-OPT-12] */
@Injectable()
export class OptionSecrets {
  constructor(
    private readonly vault: Vault,
    @Inject(Resources) private readonly resources: ServiceResources,
  ) {}

  /** `present`: the settings that the option has; a secret that is the same as before stays as it was sealed. */
  async prepare<S extends Changes>(optionId: number, settings: S, present?: Changes): Promise<PreparedSettings<S>> {
    const { activation, triggerCodes } = settings;
    return {
      settings: {
        ...settings,
        ...(activation && { activation: await this.withPlugin(optionId, activation, present) }),
        ...(triggerCodes && { triggerCodes: await this.withSeeds(optionId, triggerCodes, present) }),
      },
      pluginUrlUsable: !activation?.plugin || this.isUsable(activation.plugin.url),
    };
  }

  private isUsable(url: string): boolean {
    return outgoingUrl(url, this.resources.host.outgoing?.networks ?? []) !== undefined;
  }

  private async withPlugin(optionId: number, activation: OptionSettings['activation'], present?: Changes) {
    const { plugin } = activation;
    if (!plugin || plugin.secret === '') return activation;
    const secret = await this.sealed(optionId, plugin.secret, present?.activation?.plugin?.secret);
    return { ...activation, plugin: { ...plugin, secret } };
  }

  private async withSeeds(optionId: number, told: OptionSettings['triggerCodes'], present?: Changes) {
    const before = present?.triggerCodes;
    const sealed = async (name: 'seed' | 'regKey2Seed') => {
      const seed = told[name];
      return seed === null ? null : this.sealed(optionId, seed, before?.[name] ?? undefined);
    };
    return { ...told, seed: await sealed('seed'), regKey2Seed: await sealed('regKey2Seed') };
  }

  private async sealed(optionId: number, secret: string, present: string | undefined): Promise<string> {
    if (secret === present) return secret;
    if (present && (await this.vault.open(present)) === secret) return present;
    return this.vault.seal(this.vault.subject(`option-${optionId}`), secret);
  }
}
