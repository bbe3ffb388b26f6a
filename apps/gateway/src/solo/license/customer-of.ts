import { GetCustomer, type CustomerFacts, type LicenseFacts } from '@licet/contracts';
import type { SoloCall } from '../solo-call.ts';

/** The customer that a license belongs to now, in clear; null for a license without customer. [CU-01, UNI-78] */
export async function customerOf(
  { authorId, customerId }: LicenseFacts,
  call: SoloCall,
): Promise<CustomerFacts | null> {
  if (customerId === null) return null;
  const customer = await call.ask(GetCustomer, { authorId, customerId });
  return customer.ok ? customer.value : null;
}
