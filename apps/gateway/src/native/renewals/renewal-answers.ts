import { GetProduct, GetRenewal, type RenewalFacts } from '@licet/contracts';
import { tagOf, tagged } from '../http/etag.ts';
import type { NativeCall } from '../http/native-call.ts';
import { Problem } from '../http/problem.ts';
import { assertNamed, nameOf } from '../http/resource-id.ts';
import { renewalView } from './renewal-view.ts';

/** The renewal that an id or alias names. [API-REP-05] */
export async function namedRenewal(call: NativeCall, id: string): Promise<RenewalFacts> {
  const named = await nameOf(call, 'renewal', id);
  return assertNamed(named, await readRenewal(call, named.number));
}

/** To a test key there are only renewals for test licenses. [API-KEY-06] */
export async function readRenewal(call: NativeCall, renewalId: number): Promise<RenewalFacts> {
  const renewal = await call.ask(GetRenewal, { authorId: call.authorId, renewalId });
  if (!call.sees({ isTest: renewal.isTest, customerId: null })) throw new Problem('not_found');
  return renewal;
}

export async function viewOf(call: NativeCall, renewal: RenewalFacts, key: string | null = null) {
  const { uuid } = await call.ask(GetProduct, { authorId: call.authorId, productId: renewal.productId });
  return renewalView(renewal, uuid, key);
}

/** The renewal as the answer to a request about it alone. [API-ETAG-01] */
export async function answerRenewal(
  call: NativeCall,
  renewal: RenewalFacts,
  key: string | null = null,
): Promise<object | undefined> {
  return tagged(call.request, call.reply, tagOf(renewal.version), await viewOf(call, renewal, key));
}
