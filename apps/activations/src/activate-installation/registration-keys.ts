import { type Activation, issuesTriggerCodes, type OptionSettings, secondValueOf } from '@licet/contracts';
import type { ServiceResources } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { OpenLedger } from '../domain/ledger.ts';
import { settingsOf } from '../domain/license-rules.ts';
import { secondValue } from '../domain/second-value.ts';
import { FactsInMemory } from '../replicas/facts-in-memory.ts';
import { Resources } from '../resources.ts';
import { registrationKey1, registrationKey2 } from './trigger-codes.ts';

/** What the program sent for its codes. [SA-ACT-14, SA-ACT-15] */
export interface UserCodes {
  userCode1: number;
  userCode2: number;
}

/** Makes the trigger codes of a granted activation. [TC-01 … TC-18] */
@Injectable()
export class RegistrationKeys {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly facts: FactsInMemory,
  ) {}

  /** Gets the keys of the seeds, if any are needed. Throws where their owner cannot be reached and they are not known here yet: 503. */
  async prepare({ terms }: OpenLedger): Promise<void> {
    const option = settingsOf(terms, this.facts);
    if (!option || !issuesTriggerCodes(option)) return;
    const { seed, regKey2Seed } = option.triggerCodes;
    await this.resources.vault.openMany([seed, regKey2Seed].filter((it) => it !== null));
  }

  /** Null where the option issues none. `at`: when the activation was granted. */
  async made(
    ledger: OpenLedger,
    option: OptionSettings,
    at: string,
    { userCode1, userCode2 }: UserCodes,
  ): Promise<Activation['registrationKeys']> {
    if (!issuesTriggerCodes(option)) return null;
    const { number, seed, regKey2Seed } = option.triggerCodes;
    const codes = { userCode1, userCode2 };
    const first = registrationKey1({ ...codes, number, seed: await this.#opened(seed) });
    const value = secondValueOf(option) === undefined ? null : secondValue(ledger, option, at);
    if (value === null) return { first, second: null };
    return { first, second: registrationKey2({ ...codes, seed: await this.#opened(regKey2Seed) }, first, value) };
  }

  async #opened(sealed: string | null): Promise<string> {
    const seed = sealed === null ? null : await this.resources.vault.open(sealed);
    if (seed === null) throw new Error('A seed of trigger codes cannot be opened any more');
    return seed;
  }
}
