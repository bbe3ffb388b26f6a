import { ValidationTypes, getMetadataStorage } from 'class-validator';
import type { RuleContext } from './rules.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** One rule of one member, as class-validator keeps it. */
interface KeptRule {
  type: string;
  name?: string;
  propertyName: string;
  constraints?: unknown[];
  each: boolean;
  context?: RuleContext;
}

/** JSON Schema of a body, from the very rules that check it; members that they do not name are refused. [API-OAS-01, API-REP-11] */
export function bodySchema(type: object): Schema {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type as never, '', false, false) as KeptRule[];
  const names = new Set(rules.map(({ propertyName }) => propertyName));
  const members = [...names].map((name) => [name, rules.filter((it) => it.propertyName === name)] as const);
  const required = members.filter(([, of]) => isRequired(of)).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, of]) => [name, memberSchema(of)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

const isConditional = ({ type }: KeptRule): boolean => type === ValidationTypes.CONDITIONAL_VALIDATION;

/** Whatever is not told to be checked under a condition is checked always, also when it is absent. */
const isRequired = (rules: readonly KeptRule[]): boolean => !rules.some(isConditional);

function memberSchema(rules: readonly KeptRule[]): Schema {
  const whole = merged(rules.filter(({ each }) => !each).map(ruleSchema));
  const each = rules.filter((rule) => rule.each);
  const schema = each.length > 0 ? { ...whole, items: merged(each.map(ruleSchema)) } : whole;
  return rules.some(({ context }) => context?.nullable) ? orNull(schema) : schema;
}

/** Two patterns both hold; of everything else there is one. */
function merged(schemas: readonly Schema[]): Schema {
  const patterns = schemas.flatMap(({ pattern }) => (typeof pattern === 'string' ? [{ pattern }] : []));
  const all = Object.assign({}, ...schemas) as Schema;
  if (patterns.length < 2) return all;
  return { ...all, pattern: undefined, allOf: patterns };
}

function orNull(schema: Schema): Schema {
  const { type, enum: values } = schema;
  if (Array.isArray(values)) return { ...schema, enum: [...(values as unknown[]), null] };
  return typeof type === 'string' ? { ...schema, type: [type, 'null'] } : { anyOf: [schema, { type: 'null' }] };
}

function ruleSchema(rule: KeptRule): Schema {
  const { name, type, constraints = [], context } = rule;
  if (context?.schema) return context.schema as Schema;
  if (context?.part) return bodySchema(context.part());
  const schema = schemas[name ?? type];
  return schema ? schema(constraints) : { 'x-unknown-rule': name ?? type };
}

/** What the rules of class-validator mean. One that is not here makes a contract test fail. */
const schemas: Record<string, (constraints: readonly unknown[]) => Schema> = {
  [ValidationTypes.CONDITIONAL_VALIDATION]: () => ({}),
  isDefined: () => ({}),
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  isIn: ([values]) => ({ enum: values }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  minLength: ([minLength]) => ({ minLength }),
  maxLength: ([maxLength]) => ({ maxLength }),
  arrayMinSize: ([minItems]) => ({ minItems }),
  arrayMaxSize: ([maxItems]) => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
  matches: ([form]) => patternOf(form as RegExp),
};

/** JSON Schema knows no flags but `u`, which its patterns have anyway. */
const patternOf = ({ source, flags }: RegExp): Schema =>
  flags.replace('u', '') === '' ? { type: 'string', pattern: source } : { 'x-unknown-rule': `matches with /${flags}` };
