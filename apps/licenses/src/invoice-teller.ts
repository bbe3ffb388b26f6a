import { type InvoiceFacts, type Sealed, totalOf } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Injectable } from '@nestjs/common';
import type { Invoice } from './domain/invoice.ts';
import { Invoices } from './invoices.ts';
import { InvoiceSteps } from './policies/invoice-steps.ts';

/** Invoices as others are told of them, and what they keep to themselves. */
@Injectable()
export class InvoiceTeller {
  constructor(
    private readonly invoices: Invoices,
    private readonly steps: InvoiceSteps,
    private readonly vault: Vault,
  ) {}

  /** The author's invoice with everything done that was asked; undefined where there is none. [API-INV-01, AUTH-14] */
  async named(authorId: number, invoiceId: number): Promise<Invoice | undefined> {
    const first = await this.invoices.read(String(invoiceId));
    const unfinished = first.state.kind === 'invoice' && first.state.pending !== null;
    if (unfinished) await this.steps.finish(invoiceId);
    const { state } = unfinished ? await this.invoices.read(String(invoiceId)) : first;
    return state.kind === 'invoice' && state.authorId === authorId ? state : undefined;
  }

  async tell(invoice: Invoice): Promise<InvoiceFacts> {
    const { invoiceId, uuid, authorId, customerId, number, status, blocked, registrar, holdUntil } = invoice;
    const { automaticMail, currency, lines, testLicenses, externalId, metadata, version } = invoice;
    return {
      ...{ invoiceId, uuid, authorId, customerId, number, status, blocked, registrar, holdUntil },
      ...{ automaticMail, currency, lines, testLicenses, externalId, metadata, version },
      ...{ createdAt: invoice.createdAt, updatedAt: invoice.updatedAt },
      comments: await this.open(invoice.comments),
      total: totalOf(lines),
    };
  }

  /** Null for the empty text. */
  async seal(invoiceId: number, text: string): Promise<Sealed | null> {
    if (text === '') return null;
    const subject = this.vault.subject(`invoice-${invoiceId}`);
    await this.vault.ensureKeys([subject]);
    return this.vault.sealNow(subject, text);
  }

  async open(sealed: Sealed | null): Promise<string> {
    return sealed === null ? '' : ((await this.vault.open(sealed)) ?? '');
  }
}
