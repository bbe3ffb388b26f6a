import { type OptionSettings, newPlugin } from '@licet/contracts';

/** Changes with every member of an activation plugin, of which a merge may have told some only. [API-OPT-12] */
export function wholePlugin<S extends Partial<OptionSettings>>(changes: S): S {
  const { activation } = changes;
  if (!activation?.plugin) return changes;
  return { ...changes, activation: { ...activation, plugin: { ...newPlugin, ...activation.plugin } } };
}
