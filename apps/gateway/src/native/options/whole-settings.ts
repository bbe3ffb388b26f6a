import { type OptionSettings, newPlugin } from '@licet/contracts';
import { instantOf } from '../http/moment.ts';

/** Changes as they travel: dates in one form, and every member of an activation plugin, of which a merge may have told some only. [API-OPT-04, API-OPT-12] */
export function wholeSettings<S extends Partial<OptionSettings>>(changes: S): S {
  const { activation, expiry } = changes;
  return {
    ...changes,
    ...(activation?.plugin && { activation: { ...activation, plugin: { ...newPlugin, ...activation.plugin } } }),
    ...(expiry?.date && { expiry: { ...expiry, date: instantOf(expiry.date) } }),
  };
}
