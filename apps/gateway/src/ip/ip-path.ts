import { segmentsOf } from '../shared/target.ts';

const entities = 'LicenseCode|LicenseOrder|LicensePreset|RenewalCode|RenewalOrder|RenewalPreset|Vendor';
const owned = new RegExp(`^/(ip(?=/|$)|(${entities})(?=/|$))`, 'i');

/** Whether a request target belongs to IntelliProtector: `/<Entity>/…`, or anything under `/ip/`. [RC-ROUTE-01, RC-ROUTE-02, RC-ROUTE-06] */
export const isIpPath = (path: string): boolean => owned.test(path);

/** `licensecode/details` of a path in any letter case. Undefined for what cannot name a function. [RC-ROUTE-06, RC-ROUTE-08] */
export function functionOf(path: string): string | undefined {
  const segments = segmentsOf(path.replace(/^\/ip(?=\/|$)/i, ''));
  const [entity, action] = segments;
  return segments.length === 2 && entity && action ? `${entity}/${action}`.toLowerCase() : undefined;
}
