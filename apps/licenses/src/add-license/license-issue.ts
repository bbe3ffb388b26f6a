import type {
  AddLicense,
  CallContext,
  InvoiceReference,
  LicenseEvent,
  PasswordForm,
  Refused,
  Reply,
  RequestOf,
} from '@licet/contracts';
import { EventStore, type Execution } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { type AddLicenseCommand, type Sellable, assessIssue, keyForm, takesFromList } from '../domain/add-license.ts';
import type { License, LicenseState } from '../domain/license.ts';
import type { Trial } from '../domain/trial.ts';
import { Issuer } from './issuer.ts';
import { generateLicenseKey } from './license-key.ts';
import { notFound } from '../refusals.ts';
import { SerialStock } from './serial-stock.ts';
import { SurroundingsOf } from './surroundings-of.ts';

type Added = Execution<LicenseState, LicenseEvent>;
type Claimed = Extract<Added, { kind: 'claimed' }>;

/** Generated keys that are tried: each one is met by another license with a chance of one in millions. */
const mostDraws = 5;

/** What a license is issued for, where that is not a call of its own. */
export interface IssuedFor {
  invoice?: InvoiceReference;
  setId?: string;
  trial?: Trial;
  /** Its number, where that was taken before. */
  licenseId?: number;
  /** What its password looks like, where that is not the usual form. [CU-07] */
  passwords?: PasswordForm | undefined;
}

/** Issues licenses, one by one: by a call of its own, or as a step of an invoice or of a set. A command that is sent again finds what it has made. */
@Injectable()
export class LicenseIssue {
  constructor(
    private readonly store: EventStore,
    private readonly licenses: Licenses,
    private readonly surroundingsOf: SurroundingsOf,
    private readonly issuer: Issuer,
    private readonly stock: SerialStock,
  ) {}

  /** A refused call leaves nothing behind, not even a number. */
  async issue(
    request: RequestOf<typeof AddLicense>,
    call: CallContext,
    { licenseId, passwords, ...sold }: IssuedFor = {},
  ): Promise<Reply<License>> {
    const surroundings = await this.surroundingsOf.request(request, call);
    const answer = assessIssue({ request, surroundings }, contextOf(call, new Date()));
    if ('kind' in answer) return this.#reply(answer, call);
    const issue = await this.issuer.prepare(answer, licenseId, passwords);
    const command = { type: 'AddLicense' as const, request, surroundings, issue, ...sold };
    if (licenseId !== undefined && takesFromList(request, answer.option)) {
      const before = await this.#before(licenseId, call);
      if (before) return this.#reply(before, call);
    }
    return this.#reply(await this.#execute(command, answer, call), call);
  }

  async #reply(execution: Added | Refused, call: CallContext): Promise<Reply<License>> {
    const reply = await replyToCreation(this.store, this.licenses, execution, call, (state) => state);
    if (!reply.ok) return reply;
    if (reply.value.kind === 'none') return notFound('license'); // a repetition, and it was purged meanwhile
    return { ...reply, value: reply.value };
  }

  /** A generated key that another license of the product has is drawn anew: nobody has asked for just that one. */
  async #execute(command: AddLicenseCommand, { option, product }: Sellable, call: CallContext): Promise<Added> {
    if (takesFromList(command.request, option)) return this.#fromList(command, product.productId, call);
    const form = keyForm({ option, product });
    let added = await this.#add(command, call);
    for (let drawn = 1; drawn < mostDraws && isKeyTaken(added) && command.request.key === undefined; drawn++)
      added = await this.#add({ ...command, issue: { ...command.issue, key: generateLicenseKey(form) } }, call);
    return added;
  }

  /** A step that is sent again tries no serial number for what it has done before. */
  async #before(licenseId: number, call: CallContext): Promise<Claimed | undefined> {
    const owner = `license-${licenseId}`;
    const placement = await this.store.placementOf(owner, call.commandId);
    return placement && { kind: 'claimed', claim: commandClaim(call), owner };
  }

  /** With the next free serial number of a list; where none is left, one that the same command took before counts. [SN-03] */
  async #fromList(command: AddLicenseCommand, productId: number, call: CallContext): Promise<Added> {
    const added = await this.stock.take(productId, (listed) => this.#add({ ...command, listed }, call));
    if (added) return added;
    const claim = commandClaim(call);
    const owner = await this.store.holderOf(claim);
    return owner === undefined ? this.#add(command, call) : { kind: 'claimed', claim, owner };
  }

  #add(command: AddLicenseCommand, call: CallContext): Promise<Added> {
    return this.licenses.decide(command.issue.licenseId, command, call);
  }
}

const commandClaim = ({ commandId }: CallContext) => ({ scope: 'command', key: commandId });

/** Another license of the product has the key. */
const isKeyTaken = (added: Added): boolean => added.kind === 'claimed' && added.claim.scope.startsWith('serial/');
