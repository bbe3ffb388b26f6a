import { Get, Param } from '@nestjs/common';
import { type LicenseReading, readLicense } from '../../shared/license-reading.ts';
import { NativeController, ReadsQuery, Requires } from '../http/authenticate.ts';
import { tagOf, tagged } from '../http/etag.ts';
import { Includes } from '../http/includes.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { assertNamed, readId } from '../http/resource-id.ts';
import { optionView } from '../options/option-view.ts';
import { productView } from '../products/product-view.ts';
import { CustomerIds } from './customer-ids.ts';
import { dialectsView, installationView, licenseView } from './license-view.ts';

const offered = ['product', 'option', 'installations', 'dialects'] as const;
type Include = (typeof offered)[number];

@NativeController('licenses')
export class GetLicenseController {
  readonly #customers: CustomerIds;

  constructor(customers: CustomerIds) {
    this.#customers = customers;
  }

  /** A license as its owners tell it now. [API-LIC-08, API-LIC-09, API-VERB-08] */
  @Get(':id')
  @Requires('licenses:read')
  @ReadsQuery()
  async get(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Includes(offered) includes: readonly Include[],
  ): Promise<object | undefined> {
    const reading = await namedLicense(call, id);
    const { license, ledger } = reading;
    const view = licenseView(reading, await this.#customers.of(call, license));
    const included = Object.fromEntries(includes.map((name) => [name, includedViews[name](reading)]));
    return tagged(call.request, call.reply, tagOf(license.version, ledger.version), { ...view, ...included });
  }
}

const includedViews: Record<Include, (reading: LicenseReading) => unknown> = {
  product: ({ license }) => productView(license.product),
  option: ({ license }) => optionView(license.option, license.product),
  installations: ({ license, ledger }) => ledger.installations.map((it) => installationView(license.uuid, it)),
  dialects: dialectsView,
};

async function namedLicense(call: NativeCall, id: string): Promise<LicenseReading> {
  const named = readId('license', id);
  const reading = await readLicense(call.gateway.bus, call.authorId, { licenseId: named.number }, call.context());
  if (!reading) throw new Problem('not_found');
  assertNamed(named, reading.license);
  return reading;
}
