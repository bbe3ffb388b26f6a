import { ListObjects, type ListQuery, invoiceList } from '@licet/contracts';
import { Get } from '@nestjs/common';
import { ForCustomers, NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf, ownOnly, viewsOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { ListOf } from '../http/view-schema.ts';
import { InvoiceAnswers } from './invoice-answers.ts';
import { InvoiceView } from './invoice-view.ts';

@NativeController('invoices')
export class ListInvoicesController {
  readonly #invoices: InvoiceAnswers;

  constructor(invoices: InvoiceAnswers) {
    this.#invoices = invoices;
  }

  /** The projector knows which, the owner how they are. [API-INV-01, API-LIST-01] */
  @Get()
  @Operation({ id: 'listInvoices', summary: 'Invoices, newest first.', answers: ListOf(InvoiceView) })
  @Requires('invoices:read')
  @ForCustomers()
  @ReadsQuery()
  async list(@Call() call: NativeCall, @Asked(invoiceList) query: ListQuery): Promise<object> {
    const page = await call.ask(ListObjects, { authorId: call.authorId, list: 'invoice', query: ownOnly(call, query) });
    const views = await viewsOf(page.items, async (id) =>
      this.#invoices.view(call, await this.#invoices.read(call, id)),
    );
    return listOf(call, page, views);
  }
}
