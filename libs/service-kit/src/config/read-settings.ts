import { Ajv, type ValidateFunction } from 'ajv';
import { ConfigError } from './config-error.ts';
import { type Setting, settings } from './settings.ts';

const ajv = new Ajv({ coerceTypes: true });
const validators = new Map<string, ValidateFunction>(
  settings.map(({ name, schema }) => [name, ajv.compile({ type: 'object', properties: { value: schema } })]),
);

/** Values of all settings by name, as their schemas type them; null where one is absent without a fallback. */
export function readSettings(environment: NodeJS.ProcessEnv): Map<string, unknown> {
  return new Map(settings.map((setting) => [setting.name, valueOf(setting, environment[setting.name])]));
}

/** Empty counts as absent: that is how shells and compose files unset a variable. */
function valueOf(setting: Setting, text: string | undefined): unknown {
  const given = text?.trim() ? text.trim() : setting.fallback;
  if (given === null) return null;
  const holder = { value: 'items' in setting.schema ? listOf(given) : given };
  const texts = [holder.value].flat();
  const isValid = validators.get(setting.name)?.(holder) && texts.every((text) => setting.usable?.(text) ?? true);
  if (!isValid) throw new ConfigError(complaint(setting, given));
  return holder.value;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

const complaint = ({ name, expected, secret }: Setting, value: string): string =>
  `${name} is ${secret ? 'set to something unusable (not shown)' : JSON.stringify(value)}, but ${expected}.`;
