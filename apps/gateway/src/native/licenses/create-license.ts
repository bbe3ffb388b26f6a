import { ServiceUnavailable } from '@licet/command-bus';
import { AddLicense, GetLicense, type LedgerFacts, type RequestOf, nativeId, unifiedStatus } from '@licet/contracts';
import { Post } from '@nestjs/common';
import type { LicenseReading } from '../../shared/license-reading.ts';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { instantOf } from '../http/moment.ts';
import { Call, type NativeCall, type ValueOf } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { namedOption } from '../options/get-option.ts';
import { CreateLicenseBody } from './create-license-body.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseWithSecrets } from './license-view-schema.ts';

@NativeController('licenses')
export class CreateLicenseController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** One license; its activation password is in this answer. [API-LIC-01, API-LIC-03, API-VERB-01] */
  @Post()
  @Operation({
    id: 'createLicense',
    summary: 'Issues a license.',
    status: 201,
    answers: LicenseWithSecrets,
    versioned: true,
    problems: ['not_found', 'duplicate', 'option_not_issuable', 'serials_exhausted'],
  })
  @Requires('licenses:create')
  async create(
    @Call() call: NativeCall,
    @JsonBody(CreateLicenseBody) body: CreateLicenseBody,
  ): Promise<object | undefined> {
    const issued = await call.change(AddLicense, await requestOf(call, body));
    void call.reply.header('location', `/api/v1/licenses/${nativeId('license', issued.uuid)}`);
    const { activationPassword } = issued;
    return this.#licenses.answer(call, await this.#reading(call, issued), { secrets: { activationPassword } });
  }

  /** The license is there: whoever cannot be asked about it yet does not turn the answer into a failure. [API-VERB-08] */
  async #reading(call: NativeCall, issued: ValueOf<typeof AddLicense>): Promise<LicenseReading> {
    const { licenseId } = issued;
    try {
      return await this.#licenses.read(call, licenseId);
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
      const { license } = await call.ask(GetLicense, { authorId: call.authorId, reference: { licenseId } });
      const ledger = unused(issued);
      const { settings: option } = license;
      const { settings: product } = license.product;
      return { license, ledger, status: unifiedStatus({ license, ledger, option, product, now: new Date() }) };
    }
  }
}

/** What is used of a license that was issued just now. */
const unused = ({
  licenseId,
  activationsLeft,
  deactivationsLeft,
  counter,
}: ValueOf<typeof AddLicense>): LedgerFacts => ({
  ...{ licenseId, activationsLeft, deactivationsLeft, counter, seatsInUse: 0, installations: [], version: 1 },
  ...{ firstActivatedAt: null, lastActivatedAt: null, lastCheckAt: null },
});

/** What the caller does not name travels as unsaid, so that the option decides. A test key makes test licenses. [API-KEY-06, API-OPT-07] */
async function requestOf(call: NativeCall, body: CreateLicenseBody): Promise<RequestOf<typeof AddLicense>> {
  const { optionId, customerId, distributorId, key, expiry = {}, activation = {}, ...named } = body;
  const [option, customer, distributor] = await Promise.all([
    namedOption(call, optionId),
    customerId == null ? null : namedCustomer(call, customerId),
    distributorId == null ? null : namedCustomer(call, distributorId),
  ]);
  const { expiresAt } = expiry;
  return {
    authorId: call.authorId,
    optionId: option.optionId,
    customerId: customer?.customerId ?? null,
    ...(distributor && { distributorId: distributor.customerId }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt === null ? 'never' : instantOf(expiresAt) }),
    ...(key !== undefined && { key }),
    fields: {
      quantity: named.quantity ?? 1,
      unitPrice: named.unitPrice?.amount ?? '0',
      ...(activation.activationsLeft !== undefined && { activationsLeft: activation.activationsLeft }),
      ...(activation.deactivationsLeft !== undefined && { deactivationsLeft: activation.deactivationsLeft }),
      counter: named.counter ?? null,
      currentVersion: named.currentVersion ?? '',
      licenseUpdate: named.licenseUpdate ?? '',
      notes: named.notes ?? '',
      licenseeName: named.licensee?.name ?? '',
      licenseeEmail: named.licensee?.email ?? '',
      isTest: call.caller.testOnly || named.isTest === true,
      ...(named.isTrial !== undefined && { isTrial: named.isTrial }),
      ...(named.externalId != null && { externalId: named.externalId }),
      ...(named.metadata && { metadata: { ...named.metadata } }),
    },
  };
}
