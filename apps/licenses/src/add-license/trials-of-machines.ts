import { type Claim, type RequestOf, type StartTrial, type TrialMachine, keyOf } from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { Licenses } from '../aggregates.ts';
import type { Option } from '../domain/option.ts';
import { identifierClaims, isTrialOf, wholeMachineClaim } from '../domain/trial.ts';

/** A machine that asks for its trial of an option. */
export interface Asked {
  option: Option;
  machine: TrialMachine;
  isTest: boolean;
}

/** Finds the trial that a machine has. Of a machine nothing is kept but keyed hashes, others for each option. [API-OPT-15] */
@Injectable()
export class TrialsOfMachines {
  constructor(
    private readonly store: EventStore,
    private readonly licenses: Licenses,
    private readonly vault: Vault,
  ) {}

  asked(option: Option, { machine, isTest }: Pick<RequestOf<typeof StartTrial>, 'machine' | 'isTest'>): Asked {
    const told = [...new Set(machine)].sort();
    const hash = (text: string) => this.vault.keyedHash('trialMachine', `${option.optionId}\n${text}`);
    const hashes = { whole: hash(JSON.stringify(told)), identifiers: told.map((it) => hash(`entry ${it}`)) };
    return { option, machine: hashes, isTest };
  }

  /** Number of its license; undefined for a machine that has had none. */
  async find(asked: Asked): Promise<number | undefined> {
    const whole = await this.#holder(wholeMachineClaim(trialOf(asked), asked.machine));
    if (whole !== undefined) return whole;
    const holders = await Promise.all(identifierClaims(trialOf(asked), asked.machine).map((it) => this.#holder(it)));
    const candidates = [...new Set(holders.filter((it) => it !== undefined))].sort((a, b) => a - b);
    for (const licenseId of candidates) if (await this.#isTrialOf(licenseId, asked)) return licenseId;
    return undefined;
  }

  /** What a new trial of this machine is found by: the whole, and each identifier that no other trial is found by. */
  async claims(asked: Asked): Promise<Claim[]> {
    const each = identifierClaims(trialOf(asked), asked.machine);
    const holders = await Promise.all(each.map((it) => this.#holder(it)));
    return [wholeMachineClaim(trialOf(asked), asked.machine), ...each.filter((_, i) => holders[i] === undefined)];
  }

  async #isTrialOf(licenseId: number, { option, machine }: Asked): Promise<boolean> {
    const { state } = await this.licenses.read(String(licenseId));
    if (state.kind === 'none' || !state.trialMachine) return false;
    return isTrialOf(option.settings.activation.fingerprintMatch, machine, state.trialMachine);
  }

  async #holder(claim: Claim): Promise<number | undefined> {
    const holder = await this.store.holderOf(claim);
    return holder === undefined ? undefined : Number(keyOf(holder));
  }
}

const trialOf = ({ option: { optionId }, isTest }: Asked) => ({ optionId, isTest });
