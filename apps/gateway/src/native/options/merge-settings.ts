import type { OptionSettings } from '@licet/contracts';
import type { UpdateOptionBody } from './option-body.ts';

/** Settings with the members of a merge patch laid over them, each changed member whole. [API-VERB-01, RFC 7396] */
export function mergeSettings(current: OptionSettings, body: UpdateOptionBody): Partial<OptionSettings> {
  const changes = Object.entries(body).map(([name, value]: [string, unknown]) => [
    name,
    isPart(value) ? { ...(current[name as keyof OptionSettings] as object), ...value } : value,
  ]);
  return Object.fromEntries(changes) as Partial<OptionSettings>;
}

const isPart = (value: unknown): value is object => typeof value === 'object' && value !== null;
