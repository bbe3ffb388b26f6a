import { type RecordedEvent, keyOf, kindOf } from '@licet/contracts';
import { Consumer, keepAwake } from '@licet/event-stream';
import type { ServiceResources } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InvoiceIndex } from '../invoice-index.ts';
import { MergedCustomers } from '../replicas/merged-customers.ts';
import { Resources } from '../resources.ts';
import { DeleteCustomers } from './delete-customers.ts';
import { InvoiceSteps } from './invoice-steps.ts';
import { InvoicesOfCustomers } from './invoices-of-customers.ts';

const ends = new Set(['InvoiceAbandoned', 'InvoiceRemoved']);

/**
 * Whenever an invoice asks something of licenses, then it is done, also when the process that decided it has died in between. Keeps the index
 * besides; what it has seen is committed before it asks for merges and deletions of customers, as `FollowRegistrations` does.
 * [design 3, API-INV-01, TEST-08]
 */
@Injectable()
export class FinishInvoices implements OnModuleInit {
  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly index: InvoiceIndex,
    private readonly steps: InvoiceSteps,
    private readonly merged: MergedCustomers,
    private readonly customers: InvoicesOfCustomers,
    private readonly deletions: DeleteCustomers,
    private readonly vault: Vault,
  ) {}

  onModuleInit(): void {
    const { host, store, own, consumers } = this.resources;
    consumers.add(
      new Consumer({
        name: 'licenses-finish-invoices',
        source: 'licenses',
        stream: own,
        pool: store.pool,
        concerns: ({ streamId }) => kindOf(streamId) === 'invoice',
        handle: (events, tx) => keepAwake(tx, () => this.#handle(events)),
        failure: 'halt',
        logger: host.logger,
      }),
    );
  }

  async #handle(events: readonly RecordedEvent[]): Promise<void> {
    const invoices = new Set(events.map(({ streamId }) => Number(keyOf(streamId))));
    for (const invoiceId of invoices) await this.steps.finish(invoiceId);
    for (const { type, streamId } of events) if (ends.has(type)) await this.vault.destroy(this.vault.subject(streamId));
    for (const invoiceId of invoices) await this.#note(invoiceId);
  }

  async #note(invoiceId: number): Promise<void> {
    const payer = await this.index.note(invoiceId);
    if (!payer) return;
    const ids = [payer.customerId];
    const [retired, leaving] = await Promise.all([this.merged.among(ids), this.deletions.among(ids)]);
    if (retired.size > 0) await this.customers.move(invoiceId, {});
    else if (leaving.size > 0 && (await this.deletions.isGone(payer)))
      await this.customers.leave(invoiceId, payer.customerId);
  }
}
