import { ListObjects, firstPage } from '@licet/contracts';
import { Injectable } from '@nestjs/common';
import { ownOnly, viewsOf } from '../http/list.ts';
import type { NativeCall } from '../http/native-call.ts';
import { InvoiceAnswers } from '../invoices/invoice-answers.ts';
import { LicenseAnswers } from '../licenses/license-answers.ts';

export const includesOfCustomer = ['licenses', 'invoices'] as const;
export type IncludeOfCustomer = (typeof includesOfCustomer)[number];

/** So many are embedded at most; lists have them all. */
const most = 200;

/** What belongs to a customer, as far as the caller sees it, the newest first. [API-CUS-02, API-REP-17] */
@Injectable()
export class IncludedInCustomer {
  constructor(
    private readonly licenses: LicenseAnswers,
    private readonly invoices: InvoiceAnswers,
  ) {}

  /** Throws the scope that the key lacks to read what is asked for. */
  async of(call: NativeCall, customerId: number, includes: readonly IncludeOfCustomer[]): Promise<object> {
    if (call.customerId === null) for (const name of includes) call.require(`${name}:read`);
    const { licenses, invoices } = this;
    const viewed = {
      licenses: async (id: number) => licenses.view(call, await licenses.read(call, id)),
      invoices: async (id: number) => invoices.view(call, await invoices.read(call, id)),
    };
    const included = await Promise.all(
      includes.map(async (name) => [name, await viewsOf(await owned(call, customerId, name), viewed[name])] as const),
    );
    return Object.fromEntries(included);
  }
}

async function owned(call: NativeCall, customerId: number, name: IncludeOfCustomer): Promise<number[]> {
  const filters = [{ field: 'customerId', operator: 'equals' as const, values: [customerId] }];
  const query = ownOnly(call, { ...firstPage, filters, limit: most });
  const list = ({ licenses: 'license', invoices: 'invoice' } as const)[name];
  return (await call.ask(ListObjects, { authorId: call.authorId, list, query })).items;
}
