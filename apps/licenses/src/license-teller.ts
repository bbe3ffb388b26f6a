import {
  type InvoiceOfLicense,
  type LanePosition,
  type LicenseFacts,
  type Sealed,
  effectiveSettings,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import { Options, Products } from './aggregates.ts';
import { optionFacts, productFacts } from './domain/facts.ts';
import type { License } from './domain/license.ts';
import { Invoices } from './invoices.ts';
import { UserFieldsVault } from './user-fields-vault.ts';

/** A license as others are told of it: personal texts in clear, with its product and option as they are now. */
@Injectable()
export class LicenseTeller {
  constructor(
    private readonly store: EventStore,
    private readonly products: Products,
    private readonly options: Options,
    private readonly invoices: Invoices,
    private readonly vault: Vault,
    private readonly userFields: UserFieldsVault,
  ) {}

  async tell(license: License, lastChange?: LanePosition): Promise<LicenseFacts> {
    const [product, option, invoice, at, texts, userFields] = await Promise.all([
      this.products.read(String(license.productId)),
      this.options.read(String(license.optionId)),
      this.#invoice(license),
      lastChange ?? this.lastChange(license),
      this.#open(license),
      this.userFields.open(license),
    ]);
    const optionOf = optionFacts(option.state);
    return {
      ...plain(license),
      ...texts,
      userFields,
      invoice,
      product: productFacts(product.state),
      option: optionOf,
      settings: effectiveSettings(optionOf.settings, license),
      lastChange: at,
    };
  }

  /** Where the event stands that brought the license to its version. */
  async lastChange({ licenseId, version }: License): Promise<LanePosition> {
    const [event] = await this.store.readStream(`license-${licenseId}`, version - 1);
    if (!event) throw new Error(`The record holds less of license ${licenseId} than was read of it.`);
    const { lane, epoch, position } = event;
    return { lane, epoch, position };
  }

  /** Nothing where it was sold on none, or on one that is gone. [INV-12, INV-13] */
  async #invoice({ invoice, invoiceBlocked: blocked }: License): Promise<InvoiceOfLicense | null> {
    if (invoice === null) return null;
    const { state } = await this.invoices.read(String(invoice.invoiceId));
    if (state.kind !== 'invoice') return null;
    const { number, customerId } = state;
    return { ...invoice, number, customerId, blocked };
  }

  async #open({ licenseeName, licenseeEmail, notes, statusNote, licenseData }: License) {
    const open = async (sealed: Sealed | null) => (sealed === null ? '' : ((await this.vault.open(sealed)) ?? ''));
    const sealed = [licenseeName, licenseeEmail, notes, statusNote, licenseData] as const;
    const [name = '', email = '', note = '', why = '', data = ''] = await Promise.all(sealed.map(open));
    return { licenseeName: name, licenseeEmail: email, notes: note, statusNote: why, licenseData: data };
  }
}

/** Members that are told as they are. */
const plain = (license: License) => ({
  licenseId: license.licenseId,
  uuid: license.uuid,
  authorId: license.authorId,
  productId: license.productId,
  optionId: license.optionId,
  customerId: license.customerId,
  distributorId: license.distributorId,
  key: license.key,
  serialNumberText: license.serialNumberText,
  quantity: license.quantity,
  unitPrice: license.unitPrice,
  status: license.status,
  statusSince: license.statusSince,
  replacedBy: license.replacedBy,
  expiresAt: license.expiresAt,
  expiryDays: license.expiryDays,
  support: license.support ?? null,
  currentVersion: license.currentVersion,
  licenseUpdate: license.licenseUpdate,
  isTest: license.isTest,
  isTrial: license.isTrial,
  externalId: license.externalId,
  metadata: license.metadata,
  overrides: license.overrides,
  freezeEnd: license.freezeEnd,
  hasCustomData: license.customDataVersion !== null,
  enteredAt: license.enteredAt,
  updatedAt: license.updatedAt,
  version: license.version,
});
