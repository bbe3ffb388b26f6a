import { type Scope, scopesOfCustomerPassword } from '@licet/contracts';
import type { NativeCall } from '../http/native-call.ts';

/**
 * Whoever knows the password of a customer may sign in as him, with a token that is not held to test licenses. So who sets it, is shown it, or says
 * that what is another's is his, has all that this gives, and is no test key. A customer chooses his own. [API-USR-05, API-KEY-05, API-KEY-06]
 */
export function requirePasswordRights(call: NativeCall, scope: Scope): void {
  if (call.customerId === null) for (const given of scopesOfCustomerPassword) call.require(given);
  call.requireLive(scope);
}
