import { Get, Param } from '@nestjs/common';
import { ForCustomers, NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { InvoiceAnswers } from './invoice-answers.ts';
import { InvoiceView } from './invoice-view.ts';

@NativeController('invoices')
export class GetInvoiceController {
  readonly #invoices: InvoiceAnswers;

  constructor(invoices: InvoiceAnswers) {
    this.#invoices = invoices;
  }

  /** [API-INV-01] */
  @Get(':id')
  @Operation({ id: 'getInvoice', summary: 'An invoice.', answers: InvoiceView, versioned: true })
  @Requires('invoices:read')
  @ForCustomers()
  async get(@Call() call: NativeCall, @Param('id') id: string): Promise<object | undefined> {
    return this.#invoices.answer(call, await this.#invoices.named(call, id));
  }
}
