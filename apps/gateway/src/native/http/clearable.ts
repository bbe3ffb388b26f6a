import { ValidationTypes, getMetadataStorage } from 'class-validator';
import { Nullable } from './rules.ts';

/** Members that may be absent, of which each may be null as well. */
type Cleared<T> = { [Member in keyof T]: T[Member] | null };

/** The same members under the same rules, inherited, except that each may also be null. */
export function Clearable<T extends object>(parts: new () => T): new () => Cleared<T> {
  class Clearing extends (parts as new () => object) {}
  for (const member of optionalMembers(parts)) Nullable()(Clearing.prototype, member);
  return Clearing as new () => Cleared<T>;
}

function optionalMembers(type: new () => object): Set<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const conditions = rules.filter((rule) => rule.type === ValidationTypes.CONDITIONAL_VALIDATION);
  return new Set(conditions.map(({ propertyName }) => propertyName));
}
