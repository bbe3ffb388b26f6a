import { CreateInvoice, type RequestOf, linesBeyondLimit, mostInvoiceLicenses, nativeId } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { instantOf } from '../http/moment.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { namedOption } from '../options/get-option.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { InvoiceAnswers, licenseNamed } from './invoice-answers.ts';
import { CreateInvoiceBody, type InvoiceLinePart } from './invoice-body.ts';
import { InvoiceView } from './invoice-view.ts';

@NativeController('invoices')
export class CreateInvoiceController {
  readonly #invoices: InvoiceAnswers;

  constructor(invoices: InvoiceAnswers) {
    this.#invoices = invoices;
  }

  /** An order, with `issue` and all its licenses, or nothing of it. [API-INV-01, API-VERB-01] */
  @Post()
  @Operation({
    id: 'createInvoice',
    summary: 'Records an order, and issues its licenses where asked.',
    dryRun: true,
    status: 201,
    answers: InvoiceView,
    versioned: true,
    problems: ['not_found', 'duplicate', 'option_not_issuable', 'serials_exhausted', 'renewal_not_applicable'],
  })
  @Requires('invoices:write')
  async create(
    @Call() call: NativeCall,
    @JsonBody(CreateInvoiceBody) body: CreateInvoiceBody,
  ): Promise<object | undefined> {
    const invoice = await call.change(CreateInvoice, await requestOf(call, body));
    void call.reply.header('location', `/api/v1/invoices/${nativeId('invoice', invoice.uuid)}`);
    return this.#invoices.answer(call, invoice);
  }
}

async function requestOf(call: NativeCall, body: CreateInvoiceBody): Promise<RequestOf<typeof CreateInvoice>> {
  const { customerId, number, holdUntil, lines = [], ...named } = body;
  assertListable(lines);
  const customer = customerId == null ? null : await namedCustomer(call, customerId);
  return {
    authorId: call.authorId,
    customerId: customer?.customerId ?? null,
    ...(number !== undefined && { number }),
    status: named.status ?? 'web',
    registrar: named.registrar ?? 'Manual',
    comments: named.comments ?? '',
    holdUntil: holdUntil == null ? null : instantOf(holdUntil),
    automaticMail: named.automaticMail ?? true,
    currency: 'USD',
    lines: await Promise.all(lines.map((line) => lineOf(call, line))),
    issue: named.issue ?? false,
    testLicenses: call.caller.testOnly,
    externalId: named.externalId ?? null,
    metadata: { ...named.metadata },
  };
}

/** Before anybody is asked for any of them. */
function assertListable(lines: readonly InvoiceLinePart[]): void {
  const errors = linesBeyondLimit(lines.map(({ licenseIds = [] }) => licenseIds.length)).map((line) => ({
    pointer: `/lines/${line}/licenseIds`,
    code: 'invalid' as const,
    detail: `an invoice holds ${mostInvoiceLicenses} licenses at most`,
  }));
  if (errors.length > 0) throw new Problem('parameter_invalid', undefined, { errors });
}

async function lineOf(
  call: NativeCall,
  line: InvoiceLinePart,
): Promise<RequestOf<typeof CreateInvoice>['lines'][number]> {
  const { optionId, quantity, unitPrice, licenseIds = [], renewsLicenseId, upgradesLicenseId } = line;
  const license = (id: string | null | undefined) => (id == null ? null : licenseNamed(call, id));
  const [option, licenses, renews, upgrades] = await Promise.all([
    optionId == null ? null : namedOption(call, optionId),
    Promise.all(licenseIds.map((id) => licenseNamed(call, id))),
    license(renewsLicenseId),
    license(upgradesLicenseId),
  ]);
  return {
    optionId: option?.optionId ?? null,
    quantity: quantity ?? 1,
    unitPrice: unitPrice?.amount ?? '0',
    ...{ licenseIds: licenses, renews, upgrades },
  };
}
