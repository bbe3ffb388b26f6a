import { type AuthenticatedCaller, type CallContext, type Code, codeRow } from '@licet/contracts';
import type { Callers } from '../shared/callers.ts';
import type { LenientObject } from '../shared/lenient-json.ts';
import { type IpRefusal, refused } from './ip-operation.ts';

/** Who asks, by the `AccessInfo` of the request; the first check that fails answers. [IP-AUTH-01 … IP-AUTH-09] */
export async function access(
  request: LenientObject,
  callers: Pick<Callers, 'key'>,
  context: CallContext,
): Promise<AuthenticatedCaller | IpRefusal> {
  const info = request.object('AccessInfo');
  if (!info) return refused('Error', 'AccessInfo is missing or not an object.');
  const vendorId = readHex(info.text('VendorId'));
  if (!vendorId) return refused('IncorrectVendorId', 'VendorId must be 32 hexadecimal characters.');
  const key = readHex(info.text('WebApiKey'));
  if (!key) return refused('IncorrectApiKey', 'WebApiKey must be 32 hexadecimal characters.');
  const found = await callers.key('ip', vendorId, key, context);
  if ('refusal' in found) return refusalOf(found.refusal.code);
  if (found.account.status === 'closed') return refused('WebApiDisabled', 'The Web API of this vendor is disabled.');
  if (!found.scopes.includes('licenses:read'))
    return refused('WebApiNotAllowed', 'The Web API is not allowed for this WebApiKey.');
  return found;
}

/** 32 hexadecimal characters; dashes and upper case are tolerated. [IP-AUTH-01] */
function readHex(text: string | undefined): string | undefined {
  const hex = text?.replaceAll('-', '').toLowerCase();
  return hex && /^[0-9a-f]{32}$/.test(hex) ? hex : undefined;
}

/** An unknown vendor and a wrong key have codes of their own here; the rest is as the registry says. [IP-AUTH-04, IP-AUTH-05] */
function refusalOf(code: Code): IpRefusal {
  if (code === 'not_found') return refused('VendorNotFound', 'There is no vendor with this VendorId.');
  const status = codeRow(code).ip as IpRefusal['status'] | undefined;
  return refused(status ?? 'WrongAccessCode', 'The WebApiKey is not one of this vendor.');
}
