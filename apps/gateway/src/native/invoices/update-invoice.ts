import { type RequestOf, UpdateInvoice } from '@licet/contracts';
import { Param, Patch } from '@nestjs/common';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { instantOf } from '../http/moment.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { InvoiceAnswers } from './invoice-answers.ts';
import { UpdateInvoiceBody } from './invoice-body.ts';
import { InvoiceView } from './invoice-view.ts';

@NativeController('invoices')
export class UpdateInvoiceController {
  readonly #invoices: InvoiceAnswers;

  constructor(invoices: InvoiceAnswers) {
    this.#invoices = invoices;
  }

  /** JSON Merge Patch. [API-INV-01, API-VERB-01, API-ETAG-03] */
  @Patch(':id')
  @Operation({
    id: 'updateInvoice',
    summary: 'Changes an invoice.',
    dryRun: true,
    answers: InvoiceView,
    versioned: true,
    problems: ['duplicate'],
  })
  @Requires('invoices:write')
  async update(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(UpdateInvoiceBody) body: UpdateInvoiceBody,
  ): Promise<object | undefined> {
    const { invoiceId, version } = await this.#invoices.named(call, id);
    const wanted = expectedVersion(call.request, version);
    const changes = await changesOf(call, body);
    const request = { authorId: call.authorId, invoiceId, changes, expectedVersion: wanted };
    return this.#invoices.answer(call, await call.change(UpdateInvoice, request));
  }
}

async function changesOf(
  call: NativeCall,
  { customerId, holdUntil, metadata, ...body }: UpdateInvoiceBody,
): Promise<RequestOf<typeof UpdateInvoice>['changes']> {
  const customer = customerId == null ? customerId : (await namedCustomer(call, customerId)).customerId;
  return {
    ...body,
    ...(customer !== undefined && { customerId: customer }),
    ...(holdUntil !== undefined && { holdUntil: holdUntil === null ? null : instantOf(holdUntil) }),
    ...(metadata && { metadata: { ...metadata } }),
  };
}
