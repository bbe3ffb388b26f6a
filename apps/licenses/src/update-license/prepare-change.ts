import { type CommandBus, ServiceUnavailable } from '@licet/command-bus';
import { type CallContext, GetLedger, type RequestOf, type UpdateLicense, patchUserFields } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Inject, Injectable } from '@nestjs/common';
import { Licenses, Options } from '../aggregates.ts';
import { commandBus } from '../command-bus.token.ts';
import { CustomDataVault } from '../custom-data-vault.ts';
import { type Prepared, type RequestedChanges, nothingPrepared } from '../domain/license-members.ts';
import type { License } from '../domain/license.ts';
import { Invoices } from '../invoices.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';
import { UserFieldsVault } from '../user-fields-vault.ts';

type Request = RequestOf<typeof UpdateLicense>;
type Use = Pick<Prepared, 'activated' | 'newestMachineAt'>;

/** Finds out, compares and seals what the rules of a change need, and only that. */
@Injectable()
export class PrepareChange {
  constructor(
    private readonly licenses: Licenses,
    private readonly options: Options,
    private readonly invoices: Invoices,
    private readonly customers: KnownCustomers,
    private readonly vault: Vault,
    private readonly userFields: UserFieldsVault,
    private readonly customData: CustomDataVault,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  async of(license: License, { authorId, changes }: Request, call: CallContext): Promise<Prepared> {
    if (!changes) return nothingPrepared;
    const [sealed, customerKnown, distributorKnown, replacement, invoice, option, use, evaluation] = await Promise.all([
      this.#sealed(license, changes),
      this.#customerKnown(changes, authorId, call),
      this.#distributorKnown(changes, authorId, call),
      this.#replacement(changes),
      this.#invoice(license, changes),
      changes.overrides ? this.#option(license) : null,
      this.#use(license, changes, call),
      changes.isTest === false && this.#evaluation(authorId, call),
    ]);
    const compared = Object.keys(sealed).some((name) => name !== 'statusNote');
    const found = { customerKnown, distributorKnown, replacement, invoice, option, ...use, evaluation };
    return { basedOn: compared ? license.version : null, sealed, ...found };
  }

  async #sealed(license: License, changes: RequestedChanges): Promise<Prepared['sealed']> {
    const { userFields, customData, statusNote } = changes;
    const sealed: Prepared['sealed'] = {};
    for (const name of ['licenseeName', 'licenseeEmail', 'notes', 'licenseData'] as const) {
      const text = changes[name];
      if (text !== undefined && text !== (await this.#open(license[name])))
        sealed[name] = await this.#seal(license, text);
    }
    if (statusNote) sealed.statusNote = await this.#seal(license, statusNote);
    if (userFields) {
      const merged = patchUserFields(await this.userFields.open(license), userFields);
      const same = (await this.userFields.sameIn(license, merged)) !== undefined;
      const next = await this.userFields.seal(license, merged);
      if (!same && next !== license.userFields) sealed.userFields = next;
    }
    if (customData && (await this.#differs(license, customData)))
      sealed.customData = await this.customData.seal(license, customData);
    return sealed;
  }

  async #differs(license: License, customData: NonNullable<RequestedChanges['customData']>): Promise<boolean> {
    if (customData.value === '') return license.customDataVersion !== null;
    return (await this.customData.sameIn(license, customData)) === undefined;
  }

  #seal({ licenseId }: License, text: string): Promise<string> | null {
    return text === '' ? null : this.vault.seal(this.vault.subject(`license-${licenseId}`), text);
  }

  async #open(sealed: string | null): Promise<string> {
    return sealed === null ? '' : ((await this.vault.open(sealed)) ?? '');
  }

  async #customerKnown({ customerId }: RequestedChanges, authorId: number, call: CallContext): Promise<boolean> {
    if (customerId === undefined) return true;
    return (await this.customers.customer(customerId, authorId, call))?.authorId === authorId;
  }

  /** Its block stops only what its lines list: from there it is freed again. [API-INV-03] */
  async #invoice({ licenseId }: License, { invoiceId }: RequestedChanges): Promise<Prepared['invoice']> {
    if (invoiceId == null) return null;
    const { state } = await this.invoices.read(String(invoiceId));
    if (state.kind !== 'invoice' || state.pending) return null;
    const lists = state.lines.some(({ licenses }) => licenses.some((it) => it.licenseId === licenseId));
    const { uuid, authorId, blocked } = state;
    return { invoiceId, uuid, authorId, stops: blocked && lists };
  }

  async #option({ optionId }: License): Promise<Prepared['option']> {
    return (await this.options.read(String(optionId))).state;
  }

  async #distributorKnown(changes: RequestedChanges, authorId: number, call: CallContext): Promise<boolean> {
    const { distributorId } = changes;
    if (distributorId == null) return true;
    const known = await this.customers.customer(distributorId, authorId, call);
    return known?.authorId === authorId && known.isDistributor;
  }

  async #replacement({ replacedBy }: RequestedChanges): Promise<Prepared['replacement']> {
    if (replacedBy == null) return null;
    const { state } = await this.licenses.read(String(replacedBy));
    return state.kind === 'none' ? null : { licenseId: state.licenseId, uuid: state.uuid, authorId: state.authorId };
  }

  /** Only the ledger knows, and it is asked only where that matters. */
  async #use({ licenseId, ...license }: License, changes: RequestedChanges, call: CallContext): Promise<Use> {
    const { isTest = license.isTest, isTrial = license.isTrial, freezeUntil, unlock } = changes;
    const isOther = isTest !== license.isTest || isTrial !== license.isTrial;
    if (!isOther && freezeUntil === undefined && !unlock) return { activated: false, newestMachineAt: null };
    const reply = await this.bus.call(GetLedger, { licenseId }, call);
    if (!reply.ok) throw new ServiceUnavailable('activations', `it does not know license ${licenseId} yet`);
    const { firstActivatedAt, newestMachineAt } = reply.value;
    return { activated: isOther && firstActivatedAt !== null, newestMachineAt };
  }

  async #evaluation(authorId: number, call: CallContext): Promise<boolean> {
    return (await this.customers.account(authorId, call))?.mode === 'evaluation';
  }
}
