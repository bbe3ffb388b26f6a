import { type Download, type OptionSettings, newFloating, newPlugin } from '@licet/contracts';
import { instantOf } from '../http/moment.ts';

/**
 * Changes as they travel: dates in one form, and every member of an activation plugin, a renewal, floating options and a download, of which a merge
 * may have told some only. [API-OPT-03, API-OPT-04, API-OPT-12, API-INV-06]
 */
export function wholeSettings<S extends Partial<OptionSettings>>(changes: S): S {
  const { activation, downloads, expiry, renewal, seats, support } = changes;
  return {
    ...changes,
    ...(activation?.plugin && { activation: { ...activation, plugin: { ...newPlugin, ...activation.plugin } } }),
    ...(seats?.floating && { seats: { ...seats, floating: { ...newFloating, ...seats.floating } } }),
    ...(downloads && { downloads: downloads.map(wholeDownload) }),
    ...(expiry?.date && { expiry: { ...expiry, date: instantOf(expiry.date) } }),
    ...(support?.date && { support: { ...support, date: instantOf(support.date) } }),
    ...(renewal && { renewal: { fromTypeId: renewal.fromTypeId ?? null, toTypeId: renewal.toTypeId ?? null } }),
  };
}

const wholeDownload = ({ name, url, version = null }: Omit<Download, 'version'> & Partial<Download>): Download => ({
  name,
  url,
  version,
});
