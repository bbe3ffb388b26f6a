import { DryRun } from '@licet/dry-run';
import {
  type CallContext,
  commandIdOf,
  type EventOf,
  type LicenseAdded,
  type LicenseChanged,
  type RecordedEvent,
  type Sealed,
  type Source,
} from '@licet/contracts';
import { ServiceUnavailable } from '@licet/command-bus';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChangeTerms, Open } from '../domain/commands.ts';
import { isClosed } from '../domain/ledger.ts';
import { Ledgers } from '../ledgers.ts';
import { Resources } from '../resources.ts';
import { type AddedLicense, LicenseOwner } from './license-owner.ts';
import { LicenseStale } from './stale-licenses.ts';
import { checkAdded, checkChanges } from './told-facts.ts';
import { UseSteps } from './use-steps.ts';

type Added = EventOf<typeof LicenseAdded>['data'];
export type Changed = LicenseChanged['data'];
type Folding = Omit<Open, 'claims'> | Omit<ChangeTerms, 'claims'>;
/** Who caused a change, in the words of the event that told of it. */
export type Cause = Partial<CallContext>;

/** How long a key is waited for that its holder is about to give back; milliseconds. */
const claimPause = 25;
const claimTries = 20;

/**
 * Takes into a ledger what its license's owner tells. The command id comes from the place of the source event, so that each takes effect once,
 * whoever brings it: the policy, again after a crash, or a call that could not wait for it. [design 4]
 */
@Injectable()
export class LicenseTerms {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly ledgers: Ledgers,
    private readonly owner: LicenseOwner,
    private readonly uses: UseSteps,
  ) {}

  /** Opens the ledger. The activation password is sealed anew under the ledger's key, so that it opens while `licenses` is away. */
  async open(added: Added, source: Source, { later, ...cause }: Cause & Pick<Open, 'later'> = {}): Promise<void> {
    if (await this.isClosed(added.licenseId)) return;
    checkAdded(added);
    for (const { changes } of later ?? []) checkChanges(changes);
    const { licenseId } = added;
    const activationPassword = await this.resealed(licenseId, added.activationPassword);
    const since = later && (await Promise.all(later.map((each) => this.withPassword(licenseId, each))));
    await this.fold(
      licenseId,
      { type: 'open', added, activationPassword, source, ...(since && { later: since }) },
      cause,
    );
  }

  async change(
    { licenseId, changes }: Pick<Changed, 'licenseId' | 'changes'>,
    source: Source,
    cause: Cause = {},
    { mending }: Pick<ChangeTerms, 'mending'> = {},
  ): Promise<void> {
    if (await this.isClosed(licenseId)) return;
    checkChanges(changes);
    const change = await this.withPassword(licenseId, { changes, source });
    await this.fold(licenseId, { type: 'changeTerms', ...change, ...(mending && { mending }) }, cause);
  }

  /** Takes in what a dry run has written of the license, of which no policy hears; false where that is nothing. */
  async foresee(licenseId: number): Promise<boolean> {
    const written = DryRun.current?.eventsOf('licenses', `license-${licenseId}`) ?? [];
    const changed = written.filter(({ type }) => changing.has(type));
    for (const event of changed) await this.change(event.data as Changed, sourceOf(event), causeOf(event));
    return changed.length > 0;
  }

  /** What is told once more after the end changes nothing, and there is no key any more under which it could be sealed. */
  private async isClosed(licenseId: number): Promise<boolean> {
    return isClosed((await this.ledgers.peek(String(licenseId))).state);
  }

  /** The license was deleted for good: the ledger closes, and what is personal in it goes with its key. [JOB-03, JOB-12] */
  async close(licenseId: number, source: Source, cause: Cause = {}): Promise<void> {
    const { vault } = this.resources;
    const call = this.callAbout('closed', source, cause);
    const close = () => this.ledgers.decide(licenseId, { type: 'close', licenseId, source }, call);
    // A claim that somebody else has is that of a consumption whose customer has paid: it ends first.
    while ((await close()).kind === 'claimed') await this.uses.finishAll(licenseId);
    await vault.destroy(vault.subject(`ledger-${licenseId}`));
  }

  /** A new activation password, as the first one, under the ledger's key. */
  private async withPassword<C extends Pick<ChangeTerms, 'changes'>>(licenseId: number, change: C): Promise<C> {
    const { activationPassword } = change.changes;
    if (!activationPassword) return change;
    const sealed = await this.resealed(licenseId, activationPassword.sealed);
    return { ...change, changes: { ...change.changes, activationPassword: { ...activationPassword, sealed } } };
  }

  /** An erased password stays erased: the ledger then holds an empty one, and its verifier still refuses all others. */
  private async resealed(licenseId: number, sealed: Sealed): Promise<Sealed> {
    const { vault } = this.resources;
    return vault.seal(vault.subject(`ledger-${licenseId}`), (await vault.open(sealed)) ?? '');
  }

  /** Takes over all that the owner has told, as far as it is not there. Throws `LicenseStale` when the ledger is stale. */
  async catchUp({ licenseId, added, at, later }: AddedLicense, how: Pick<ChangeTerms, 'mending'> = {}): Promise<void> {
    const changed = later.map((each) => ({ changes: each.changes, source: each.at }));
    await this.open(added, at, { later: changed });
    // The ledger may have been opened before, without what follows; what is taken over already has no effect.
    for (const { changes, source } of changed) await this.change({ licenseId, changes }, source, {}, how);
  }

  /** Nothing is decided about the license until it is mended. */
  async markStale(licenseId: number, source: Source): Promise<void> {
    await this.ledgers.decide(licenseId, { type: 'markStale', source }, this.callAbout('stale', source));
  }

  /** Takes over all that the owner has told, up to `reached`; from then on decisions go on. */
  async mend(license: AddedLicense, reached: Source): Promise<void> {
    await this.catchUp(license, { mending: true });
    const call = this.callAbout('mended', reached);
    await this.ledgers.decide(license.licenseId, { type: 'mend', source: reached }, call);
  }

  private callAbout(what: 'stale' | 'mended' | 'closed', source: Source, cause: Cause = {}): CallContext {
    const { lane, epoch, position } = source;
    return systemContext('activations', 30_000, {
      ...cause,
      commandId: commandIdOf(`${what}:licenses:${lane}:${epoch}:${position}`),
    });
  }

  private async fold(licenseId: number, folding: Folding, cause: Cause): Promise<void> {
    const { lane, epoch, position } = folding.source;
    const commandId = commandIdOf(`licenses:${lane}:${epoch}:${position}`);
    const call = systemContext('activations', 30_000, { ...cause, commandId });
    let execution = await this.ledgers.decide(licenseId, { ...folding, claims: 'take' }, call);
    for (let tries = 0; execution.kind === 'claimed'; tries++) {
      const claims = await this.claimsOf(licenseId, execution.claim.scope, execution.claim.key);
      if (claims === 'take' && tries === claimTries)
        throw new ServiceUnavailable('activations', `the key of license ${licenseId} is not free yet`);
      if (claims === 'take') await delay(claimPause);
      execution = await this.ledgers.decide(licenseId, { ...folding, claims }, call);
    }
    if (execution.kind === 'refused' && execution.state.kind === 'open') throw new LicenseStale(licenseId);
    if (execution.kind === 'refused')
      throw new ServiceUnavailable('activations', `license ${licenseId} has no ledger to change`);
  }

  /**
   * Another ledger holds the key. Either it will be given back by an event that is not applied here yet, or ours is the old fact and a later
   * event of this license gives it up: its owner knows.
   */
  private async claimsOf(licenseId: number, scope: string, key: string): Promise<'take' | 'leave'> {
    const productId = Number(scope.slice(scope.indexOf('/') + 1));
    return (await this.owner.holderOf(productId, key)) === licenseId ? 'take' : 'leave';
  }
}

const changing = new Set(['LicenseStatusChanged', 'LicenseExpirationChanged', 'LicenseUpdated']);

export const sourceOf = ({ lane, epoch, position }: RecordedEvent): Source => ({ lane, epoch, position });

export function causeOf({ metadata }: RecordedEvent): Cause {
  const { actor, via, requestId, correlationId, eventId } = metadata;
  return { actor, via, requestId, correlationId, causationId: eventId };
}
