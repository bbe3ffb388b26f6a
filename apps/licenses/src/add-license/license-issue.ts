import type {
  AddLicense,
  CallContext,
  InvoiceReference,
  LicenseEvent,
  Refused,
  Reply,
  RequestOf,
} from '@licet/contracts';
import { EventStore, type Execution } from '@licet/event-store';
import { replyToCreation } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { type AddLicenseCommand, assessIssue, keyForm, takesFromList } from '../domain/add-license.ts';
import type { License, LicenseState } from '../domain/license.ts';
import { Issuer } from './issuer.ts';
import { notFound } from '../refusals.ts';
import { SerialStock } from './serial-stock.ts';
import { SurroundingsOf } from './surroundings-of.ts';

/** What a license is issued for, where that is not a call of its own. */
export interface IssuedFor {
  invoice?: InvoiceReference;
  setId?: string;
  /** Its number, where that was taken before. */
  licenseId?: number;
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
    { licenseId, ...sold }: IssuedFor = {},
  ): Promise<Reply<License>> {
    const surroundings = await this.surroundingsOf.request(request, call);
    const answer = assessIssue({ request, surroundings }, contextOf(call, new Date()));
    if ('kind' in answer) return this.#reply(answer, call);
    const issue = await this.issuer.prepare(answer.fields, keyForm(answer), licenseId);
    const command = { type: 'AddLicense' as const, request, surroundings, issue, ...sold };
    const execution = await this.#execute(command, takesFromList(request, answer.option), call);
    return this.#reply(execution, call);
  }

  async #reply(execution: Execution<LicenseState, LicenseEvent> | Refused, call: CallContext): Promise<Reply<License>> {
    const reply = await replyToCreation(this.store, this.licenses, execution, call, (state) => state);
    if (!reply.ok) return reply;
    if (reply.value.kind === 'none') return notFound('license'); // a repetition, and it was purged meanwhile
    return { ...reply, value: reply.value };
  }

  /** With the next free serial number of a list; where none is left, one that the same command took before counts. [SN-03] */
  async #execute(command: AddLicenseCommand, fromList: boolean, call: CallContext) {
    const { licenseId } = command.issue;
    const add = (more: Pick<AddLicenseCommand, 'listed'>) =>
      this.licenses.decide(licenseId, { ...command, ...more }, call);
    const { product } = command.surroundings;
    if (!fromList || product.kind === 'none') return add({});
    const added = await this.stock.take(product.productId, (listed) => add({ listed }));
    if (added) return added;
    const claim = { scope: 'command', key: call.commandId };
    const owner = await this.store.holderOf(claim);
    return owner === undefined ? add({}) : { kind: 'claimed' as const, claim, owner };
  }
}
