import { TransitionInvoice } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { NativeController, Requires } from '../http/authenticate.ts';
import { expectedVersion } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { InvoiceAnswers, licenseNamed } from './invoice-answers.ts';
import { TransitionInvoiceBody } from './transition-invoice-body.ts';
import { InvoiceView } from './invoice-view.ts';

@NativeController('invoices')
export class TransitionInvoiceController {
  readonly #invoices: InvoiceAnswers;

  constructor(invoices: InvoiceAnswers) {
    this.#invoices = invoices;
  }

  /** Void, refund, delete, restore, block: with the licenses. [API-INV-02, API-INV-03, API-VERB-03] */
  @Post(':id/transitions')
  @Operation({
    id: 'transitionInvoice',
    summary: 'Changes status or block of an invoice, and with it its licenses.',
    dryRun: true,
    answers: InvoiceView,
    versioned: true,
    problems: ['transition_not_allowed'],
  })
  @Requires('invoices:write')
  async transition(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @JsonBody(TransitionInvoiceBody) body: TransitionInvoiceBody,
  ): Promise<object | undefined> {
    const { invoiceId, version } = await this.#invoices.named(call, id);
    const { to, note = '', keepLicenses = false, lines } = body;
    const request = {
      ...{ authorId: call.authorId, invoiceId, to, note, keepLicenses },
      lines: lines ? await fatesOf(call, lines) : null,
      expectedVersion: expectedVersion(call.request, version),
    };
    return this.#invoices.answer(call, await call.change(TransitionInvoice, request));
  }
}

const fatesOf = (call: NativeCall, lines: NonNullable<TransitionInvoiceBody['lines']>) =>
  Promise.all(
    lines.map(async ({ line, licenses, licenseIds }) => ({
      line,
      becomes: licenses,
      licenseIds: licenseIds ? await Promise.all(licenseIds.map((license) => licenseNamed(call, license))) : null,
    })),
  );
