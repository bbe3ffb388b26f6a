import { GetInvoice, GetLicense, type InvoiceFacts } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { tagOf, tagged } from '../http/etag.ts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { CustomerIds } from '../licenses/customer-ids.ts';
import { invoiceView } from './invoice-view.ts';

/** Finds the invoice that a request is about, and tells it. */
@Injectable()
export class InvoiceAnswers {
  readonly #customers: CustomerIds;

  constructor(customers: CustomerIds) {
    this.#customers = customers;
  }

  /** The invoice that an id or alias names. [API-REP-05] */
  async named(call: NativeCall, id: string): Promise<InvoiceFacts> {
    return namedInvoice(call, id);
  }

  read(call: NativeCall, invoiceId: number): Promise<InvoiceFacts> {
    return readInvoice(call, invoiceId);
  }

  async view(call: NativeCall, invoice: InvoiceFacts): Promise<ReturnType<typeof invoiceView>> {
    const view = invoiceView(invoice, await this.#customers.of(call, invoice));
    return call.customerId === null ? view : { ...view, comments: '' }; // a note of the author [API-USR-05]
  }

  /** The invoice as the answer to a request about it alone. [API-ETAG-01] */
  async answer(call: NativeCall, invoice: InvoiceFacts): Promise<object | undefined> {
    return tagged(call.request, call.reply, tagOf(invoice.version), await this.view(call, invoice));
  }
}

/** The invoice that an id or alias names. [API-REP-05] */
export async function namedInvoice(call: NativeCall, id: string): Promise<InvoiceFacts> {
  const named = await nameOf(call, 'invoice', id);
  return assertNamed(named, await readInvoice(call, named.number));
}

/** To a test key there are only the invoices that test keys have made. [API-KEY-06] */
async function readInvoice(call: NativeCall, invoiceId: number): Promise<InvoiceFacts> {
  const invoice = await call.ask(GetInvoice, { authorId: call.authorId, invoiceId });
  if (!call.sees({ isTest: invoice.testLicenses, customerId: invoice.customerId })) throw new Problem('not_found');
  return invoice;
}

/** Number of the license that an id or alias names; to a test key live licenses are unknown. [API-REP-05, API-KEY-06] */
export async function licenseNamed(call: NativeCall, id: string): Promise<number> {
  const named = await nameOf(call, 'license', id);
  const { authorId, caller } = call;
  const { license } = await call.ask(GetLicense, { authorId, reference: { licenseId: named.number } });
  if (caller.testOnly && !license.isTest) throw new Problem('not_found');
  return assertNamed(named, license).licenseId;
}
