import {
  Instant,
  InvoiceStatus,
  type InvoiceTransition,
  ListInvoiceTransitions,
  type ListQuery,
  OneOf,
  invoiceTargets,
  invoiceTransitionList,
} from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import Type from 'typebox';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { Asked, listOf } from '../http/list.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Answer, AnyText, ListOf, type Shown } from '../http/view-schema.ts';
import { InvoiceAnswers } from './invoice-answers.ts';

const InvoiceTransitionView = Answer(
  'InvoiceTransition',
  {
    object: Type.Literal('transition'),
    version: Type.Integer({ minimum: 1 }),
    from: InvoiceStatus,
    to: OneOf(...invoiceTargets),
    note: AnyText,
    at: Instant,
    by: Type.Object({ kind: AnyText, id: AnyText }),
  },
  {
    ...{ object: 'transition', version: 2, from: 'web', to: 'voided', note: 'Ordered twice.' },
    ...{ at: '2026-03-02T09:12:45.120Z', by: { kind: 'key', id: '0123456789ab' } },
  },
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

const transitionView = (transition: InvoiceTransition): Shown<typeof InvoiceTransitionView> => {
  const { version, from, to, note, at, actor } = transition;
  return { object: 'transition', version, from, to, note, at, by: actor };
};
