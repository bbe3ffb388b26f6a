import { GetCustomer, GetInstallations, licenseOrigins } from '@licet/contracts';
import { Get, Param } from '@nestjs/common';
import type { LicenseReading } from '../../shared/license-reading.ts';
import { customerView } from '../customers/customer-view.ts';
import { ForCustomers, NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { parameterProblem, viewsOf } from '../http/list.ts';
import { Includes } from '../http/includes.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { installationView } from '../installations/installation-view.ts';
import { InvoiceAnswers } from '../invoices/invoice-answers.ts';
import { optionView } from '../options/option-view.ts';
import { productView } from '../products/product-view.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseWithIncludes } from './license-view-schema.ts';
import { dialectsView } from './license-view.ts';

const offered = ['product', 'option', 'customer', 'invoice', 'installations', 'origins', 'dialects'] as const;
type Include = (typeof offered)[number];

@NativeController('licenses')
export class GetLicenseController {
  readonly #licenses: LicenseAnswers;
  readonly #invoices: InvoiceAnswers;

  constructor(licenses: LicenseAnswers, invoices: InvoiceAnswers) {
    this.#licenses = licenses;
    this.#invoices = invoices;
  }

  /** A license as its owners tell it now. [API-LIC-08, API-LIC-09, API-VERB-08] */
  @Get(':id')
  @Operation({ id: 'getLicense', summary: 'A license as it is now.', answers: LicenseWithIncludes, versioned: true })
  @Requires('licenses:read')
  @ForCustomers()
  @ReadsQuery()
  async get(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Includes(offered) includes: readonly Include[],
  ): Promise<object | undefined> {
    const reading = await this.#licenses.named(call, id);
    if (call.customerId !== null) assertForCustomers(includes);
    for (const name of ['customer', 'invoice'] as const) if (includes.includes(name)) call.require(`${name}s:read`);
    const included = await Promise.all(
      includes.map(async (name) => [name, await includedViews[name](reading, call, this.#invoices)] as const),
    );
    return this.#licenses.answer(call, reading, Object.fromEntries(included));
  }
}

/** How the author has set up products and options is his own. [API-USR-05] */
function assertForCustomers(includes: readonly Include[]): void {
  if (includes.some((name) => name !== 'installations'))
    throw parameterProblem('parameter_invalid', 'include', 'must be of installations');
}

type IncludedView = (reading: LicenseReading, call: NativeCall, invoices: InvoiceAnswers) => unknown;

/** Whom and what the caller cannot see, or nobody any more, is null. */
const includedViews: Record<Include, IncludedView> = {
  product: ({ license }) => productView(license.product),
  option: ({ license }) => optionView(license.option, license.product),
  customer: ({ license: { authorId, customerId } }, call) =>
    shownOne(customerId, async (id) => {
      const customer = await call.ask(GetCustomer, { authorId, customerId: id });
      return customerView(customer, call.caller.scopes.includes('customers:personal'));
    }),
  invoice: ({ license: { invoice } }, call, invoices) =>
    shownOne(invoice?.invoiceId ?? null, async (id) => invoices.view(call, await invoices.read(call, id))),
  installations: async ({ license: { authorId, licenseId } }, call) =>
    (await call.ask(GetInstallations, { authorId, licenseId, installationIds: null })).map(installationView),
  origins: ({ license }) => licenseOrigins(license),
  dialects: dialectsView,
};

async function shownOne<V>(id: number | null, view: (id: number) => Promise<V>): Promise<V | null> {
  if (id === null) return null;
  const [shown] = await viewsOf([id], view);
  return shown ?? null;
}
