import { DryRun } from '@licet/dry-run';
import { ServiceUnavailable } from '@licet/command-bus';
import {
  AddLicense,
  AddLicenses,
  GetLicense,
  type LedgerFacts,
  type LicenseFacts,
  type RequestOf,
  nativeId,
  unifiedStatus,
  noReactivations,
  usualPasswords,
} from '@licet/contracts';
import { inTurns } from '@licet/service-kit';
import { Post } from '@nestjs/common';
import type { LicenseReading } from '../../shared/license-reading.ts';
import { namedCustomer } from '../customers/get-customer.ts';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { instantOf } from '../http/moment.ts';
import { Call, type NativeCall, type ValueOf } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { namedOption } from '../options/get-option.ts';
import { CreateLicenseBody } from './create-license-body.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseCreated } from './license-view-schema.ts';

/** Licenses of a set that are read side by side for its answer. */
const width = 16;

@NativeController('licenses')
export class CreateLicenseController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** One license, or with `count` a set of them; activation passwords are in this answer. [API-LIC-01, API-LIC-03, API-VERB-01] */
  @Post()
  @Operation({
    id: 'createLicense',
    summary: 'Issues a license, or with `count` many alike, all or none.',
    dryRun: true,
    status: 201,
    answers: LicenseCreated,
    versioned: true,
    problems: ['not_found', 'duplicate', 'option_not_issuable', 'serials_exhausted'],
  })
  @Requires('licenses:create')
  async create(
    @Call() call: NativeCall,
    @JsonBody(CreateLicenseBody) body: CreateLicenseBody,
  ): Promise<object | undefined> {
    if (body.count !== undefined) return this.#set(call, body, body.count);
    refuseForSets(body);
    const issued = await call.change(AddLicense, await requestOf(call, body));
    void call.reply.header('location', `/api/v1/licenses/${nativeId('license', issued.uuid)}`);
    const { activationPassword } = issued;
    return this.#licenses.answer(call, await this.#reading(call, issued), { secrets: { activationPassword } });
  }

  /** In the order of their numbers. Where no customer is named each license gets one who is not registered. [API-LIC-02, CU-07] */
  async #set(call: NativeCall, body: CreateLicenseBody, count: number): Promise<object> {
    refuseSingular(body);
    if (DryRun.current) refuseManyInDryRuns(count);
    const toUnregistered = body.customerId === undefined;
    if (toUnregistered) call.require('customers:create');
    const request = { ...(await requestOf(call, body)), ...(toUnregistered && { toUnregistered }) };
    const alike = { count, passwords: usualPasswords(body.passwords) };
    const { licenses } = await call.change(AddLicenses, { ...request, ...alike });
    const data = await inTurns(licenses, width, async (issued) => {
      const { activationPassword } = issued;
      const reading = toUnregistered ? await this.#reading(call, issued) : await this.#asIssued(call, issued);
      const view = await this.#licenses.view(call, reading);
      return { ...view, secrets: { activationPassword } };
    });
    return { object: 'list', data, next: null, previous: null };
  }

  /** The license is there: whoever cannot be asked about it yet does not turn the answer into a failure. [API-VERB-08] */
  async #reading(call: NativeCall, issued: ValueOf<typeof AddLicense>): Promise<LicenseReading> {
    const { licenseId } = issued;
    try {
      return await this.#licenses.read(call, licenseId);
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
      return this.#asIssued(call, issued);
    }
  }

  async #asIssued(call: NativeCall, issued: ValueOf<typeof AddLicense>): Promise<LicenseReading> {
    const { licenseId } = issued;
    const { license } = await call.ask(GetLicense, { authorId: call.authorId, reference: { licenseId } });
    const ledger = { ...unused(issued), balances: unmoved(license) };
    const { settings: option } = license;
    const { settings: product } = license.product;
    return { license, ledger, status: unifiedStatus({ license, ledger, option, product, now: new Date() }) };
  }
}

/** A single license has the usual password. */
function refuseForSets({ passwords }: CreateLicenseBody): void {
  if (passwords === undefined) return;
  const error = { pointer: '/passwords', code: 'invalid' as const, detail: 'goes with count' };
  throw new Problem('parameter_invalid', undefined, { errors: [error] });
}

/** What only one license can have. */
function refuseSingular(body: CreateLicenseBody): void {
  const errors = (['key', 'externalId'] as const)
    .filter((name) => body[name] != null)
    .map((name) => ({ pointer: `/${name}`, code: 'invalid' as const, detail: 'belongs to one license only' }));
  if (errors.length > 0) throw new Problem('parameter_invalid', undefined, { errors });
}

/** What a dry run writes travels with all its calls. */
const mostInDryRun = 100;

function refuseManyInDryRuns(count: number): void {
  if (count <= mostInDryRun) return;
  const error = {
    pointer: '/count',
    code: 'invalid' as const,
    detail: `a dry run plays through ${mostInDryRun} at most`,
  };
  throw new Problem('parameter_invalid', undefined, { errors: [error] });
}

const dayMs = 86_400_000;

/** Balances as the option gave them just now. */
const unmoved = ({ option, enteredAt }: LicenseFacts): LedgerFacts['balances'] =>
  option.settings.balances.map((terms) => ({
    ...terms,
    amount: terms.initial,
    nextRefillAt:
      terms.refillDays === null ? null : new Date(Date.parse(enteredAt) + terms.refillDays * dayMs).toISOString(),
  }));

/** What is used of a license that was issued just now. */
const unused = ({
  licenseId,
  activationsLeft,
  deactivationsLeft,
  counter,
}: ValueOf<typeof AddLicense>): Omit<LedgerFacts, 'balances'> => ({
  ...{ licenseId, activationsLeft, deactivationsLeft, counter, seatsInUse: 0, installations: [], version: 1 },
  ...{ firstActivatedAt: null, lastActivatedAt: null, lastCheckAt: null },
  ...{ newestMachineAt: null, reactivations: noReactivations },
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
      ...(named.counter !== undefined && { counter: named.counter }),
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
