import type { LicenseOverridesPatch, RequestOf, UpdateLicense } from '@licet/contracts';
import { namedCustomer } from '../customers/get-customer.ts';
import { type Increment, isIncrement } from '../http/amounts.ts';
import { instantOf } from '../http/moment.ts';
import type { NativeCall } from '../http/native-call.ts';
import { type Offense, Problem } from '../http/problem.ts';
import { without } from '../../shared/without.ts';
import { namedInvoice } from '../invoices/invoice-answers.ts';
import { assertWellFormed } from './custom-data.ts';
import type { LicenseAnswers } from './license-answers.ts';
import type { UpdateLicenseBody } from './update-license-body.ts';

type Changes = NonNullable<RequestOf<typeof UpdateLicense>['changes']>;

/** What a merge patch asks for, in the words of the contracts; only members that are named. [API-LIC-13] */
export async function requestedChanges(
  call: NativeCall,
  body: UpdateLicenseBody,
  licenses: LicenseAnswers,
): Promise<Changes> {
  refuseTwins(body);
  assertWellFormed(body.customData);
  const { unitPrice, expiry, activation, counter, licensee, replacedById, freeze, invoiceId, distributorId } = body;
  const { quantity, currentVersion, licenseUpdate, serialNumberText, notes, isTrial, licenseData, externalId } = body;
  const isTest = call.caller.testOnly && body.isTest === false ? true : body.isTest; // [API-KEY-06]
  const changes = {
    ...{ quantity, currentVersion, licenseUpdate, serialNumberText, notes, isTrial, isTest },
    ...{ licenseData, externalId, metadata: plain(body.metadata), overrides: overridesIn(body) },
    freezeUntil: freeze?.until && instantOf(freeze.until),
    invoiceId: invoiceId == null ? invoiceId : (await namedInvoice(call, invoiceId)).invoiceId,
    distributorId: distributorId == null ? distributorId : (await namedCustomer(call, distributorId)).customerId,
    unitPrice: unitPrice?.amount,
    activationsLeft: seatsOf(body),
    deactivationsLeft: countOf(activation?.deactivationsLeft),
    counter: countOf(counter),
    expiresAt: expirationOf(expiry),
    licenseeName: licensee?.name,
    licenseeEmail: licensee?.email,
    userFields: plain(body.userFields),
    customData: plain(body.customData),
    customerId: body.customerId && (await namedCustomer(call, body.customerId)).customerId,
    replacedBy: replacedById && (await licenses.named(call, replacedById)).license.licenseId,
    ...(replacedById === null && { replacedBy: null }),
  };
  return told(changes);
}

/** Settings that the license is to say for itself; undefined for none. [API-OPT-07] */
function overridesIn(body: UpdateLicenseBody): LicenseOverridesPatch | undefined {
  const { edition, validation, ip, features, seats, expiry, support, activation, freeze, reactivation } = body;
  const { rule, days, date } = expiry ?? {};
  const parts = {
    ...{ edition, validation, ip, features, reactivation },
    support: support && Object.assign({}, support, { date: support.date && instantOf(support.date) }),
    activation: activation && without(activation, 'activationsLeft', 'deactivationsLeft'),
    freeze: freeze && without(freeze, 'until'),
    expiry: { rule, days: isIncrement(days) ? undefined : days, date: date && instantOf(date) },
    seats: { rotation: seats?.rotation },
  };
  const named = Object.entries(parts).map(([name, part]) => [name, told(part ?? {})] as const);
  const some = named.filter(([, part]) => Object.keys(part).length > 0);
  return some.length === 0 ? undefined : Object.fromEntries(some);
}

/** Members that are named. */
const told = (part: object): object =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));

/** What travels is no instance of a class. */
const plain = <T extends object>(part: T | undefined): T | undefined => part && Object.assign({}, part);

/** Two members that describe one number must not both be there. [API-LIC-16] */
function refuseTwins({ seats, activation, expiry }: UpdateLicenseBody): void {
  const twins = [
    [seats?.limit, '/seats/limit', activation?.activationsLeft, '/activation/activationsLeft'],
    [expiry?.expiresAt, '/expiry/expiresAt', isIncrement(expiry?.days) ? expiry.days : undefined, '/expiry/days'],
  ] as const;
  const errors = twins.flatMap(([one, at, other, there]): Offense[] =>
    one === undefined || other === undefined ? [] : [at, there].map((pointer) => ({ pointer, ...twice })),
  );
  if (errors.length > 0) throw new Problem('parameter_invalid', undefined, { errors });
}

const twice = { code: 'invalid', detail: 'two members describe one number' } as const;

const countOf = (value: number | Increment | undefined) =>
  value === undefined ? undefined : isIncrement(value) ? { add: value.increment } : { set: value };

function seatsOf({ seats, activation }: UpdateLicenseBody): Changes['activationsLeft'] {
  if (seats?.limit !== undefined) return { limit: seats.limit };
  return activation?.activationsLeft === null ? { limit: null } : countOf(activation?.activationsLeft);
}

function expirationOf({ expiresAt, days }: UpdateLicenseBody['expiry'] = {}): Changes['expiresAt'] {
  if (isIncrement(days)) return { addDays: days.increment };
  if (expiresAt === undefined) return undefined;
  return { set: expiresAt === null ? null : instantOf(expiresAt) };
}
