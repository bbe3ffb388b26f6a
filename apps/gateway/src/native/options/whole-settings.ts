import { type OptionSettings, newPlugin } from '@licet/contracts';
import { instantOf } from '../http/moment.ts';

/** Changes as they travel: dates in one form, and every member of an activation plugin and a renewal, of which a merge may have told some only. [API-OPT-04, API-OPT-12, API-INV-06] */
export function wholeSettings<S extends Partial<OptionSettings>>(changes: S): S {
  const { activation, expiry, renewal, support } = changes;
  return {
    ...changes,
    ...(activation?.plugin && { activation: { ...activation, plugin: { ...newPlugin, ...activation.plugin } } }),
    ...(expiry?.date && { expiry: { ...expiry, date: instantOf(expiry.date) } }),
    ...(support?.date && { support: { ...support, date: instantOf(support.date) } }),
    ...(renewal && { renewal: { fromTypeId: renewal.fromTypeId ?? null, toTypeId: renewal.toTypeId ?? null } }),
  };
}
