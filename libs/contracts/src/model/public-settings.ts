import type { OptionSettings } from './option.ts';
import type { PublicEvent } from './public-event.ts';
import { hidden } from './public-license-changes.ts';

type Change = PublicEvent['changes'][number];

/** Members with what they were before; of an author's own notes that they changed. */
export const members = (before: Record<string, unknown>, after: Record<string, unknown>): Change[] =>
  Object.entries(after).map(([name, value]) =>
    isOwnNote(name)
      ? { path: `/${name}`, ...hidden }
      : { path: `/${name}`, before: before[name] ?? null, after: value },
  );

/** What an author notes for himself concerns nobody else. [API-REP-14, API-REP-15] */
const isOwnNote = (member: string): boolean => member === 'metadata' || member === 'externalId';

/** Settings without an author's own notes. */
export const published = (settings: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !isOwnNote(name)));

const secrets: ReadonlySet<string> = new Set(['secret', 'seed', 'regKey2Seed']);

const withoutThose = (part: object): object =>
  Object.fromEntries(Object.entries(part).filter(([name]) => !secrets.has(name)));

/** The secret of an activation plugin and the seeds of trigger codes are sealed, and yet nobody else's. [design 1.7] */
export function withoutSecrets({
  activation,
  triggerCodes,
  ...settings
}: Partial<OptionSettings>): Record<string, unknown> {
  return {
    ...settings,
    ...(activation && { activation: { ...activation, plugin: activation.plugin && withoutThose(activation.plugin) } }),
    ...(triggerCodes && { triggerCodes: withoutThose(triggerCodes) }),
  };
}
