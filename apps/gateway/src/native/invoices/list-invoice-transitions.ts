import {
  InvoiceStatus,
  ListInvoiceTransitions,
  type ListQuery,
  OneOf,
  invoiceTargets,
  invoiceTransitionList,
} from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { TransitionView, transitionView } from '../http/transition-view.ts';
import { ListOf } from '../http/view-schema.ts';
import { InvoiceAnswers } from './invoice-answers.ts';

const InvoiceTransitionView = TransitionView(
  'InvoiceTransition',
  { from: InvoiceStatus, to: OneOf(...invoiceTargets) },
  { from: 'web', to: 'voided', note: 'Ordered twice.' },
);

@NativeController('invoices')
export class ListInvoiceTransitionsController {
  readonly #invoices: InvoiceAnswers;

  constructor(invoices: InvoiceAnswers) {
    this.#invoices = invoices;
  }

  /** Past changes of status and block, newest first. [API-VERB-03] */
  @Get(':id/transitions')
  @Operation({
    id: 'listInvoiceTransitions',
    summary: 'Past changes of status and block of an invoice, newest first.',
    answers: ListOf(InvoiceTransitionView),
  })
  @Requires('invoices:read')
  @ReadsQuery()
  async list(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Asked(invoiceTransitionList) query: ListQuery,
  ): Promise<object> {
    const { invoiceId } = await this.#invoices.named(call, id);
    const page = await call.ask(ListInvoiceTransitions, { authorId: call.authorId, invoiceId, query });
    return listOf(call, page, page.items.map(transitionView));
  }
}
