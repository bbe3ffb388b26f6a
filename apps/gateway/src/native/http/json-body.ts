import { type ExecutionContext, type Type, createParamDecorator } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { bodyOf } from '../../shared/body.ts';
import { documented } from './documented.ts';
import { type Offense, Problem } from './problem.ts';

/** A body: its members with their rules, and those that replies have and requests must not. [API-LIC-14] */
export interface BodyType<T extends object> extends Type<T> {
  readOnly: readonly string[];
  /** Most values that it may hold, where lists make it longer than others. */
  mostValues?: number;
  /** Whether a request may come without any body, as with an empty object. */
  optional?: boolean;
  /** A body that is fine, for the API document. [API-OAS-02] */
  example?: object;
}

/** The body as an instance of its type. Every place that is wrong is told at once. [API-REP-11, API-REP-12, API-ERR-03] */
export const JsonBody = documented<BodyType<object>>(
  createParamDecorator((type: BodyType<object>, context: ExecutionContext) =>
    readBody(type, context.switchToHttp().getRequest<FastifyRequest>()),
  ),
  (body) => ({ body }),
);

export function readBody<T extends object>(type: BodyType<T>, request: FastifyRequest): T {
  if (type.optional === true && bodyOf(request).length === 0) return new type();
  const contentType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!/^application\/(json|merge-patch\+json)$/.test(contentType)) throw new Problem('media_type_unsupported');
  const json = parse(bodyOf(request), type.mostValues ?? limits.values);
  const strange = reservedIn(json, '');
  if (strange.length > 0) throw new Problem('parameter_unknown', undefined, { errors: strange });
  const instance = plainToInstance(type, json, { exposeUnsetFields: false });
  const readOnly = type.readOnly.filter((name) => Object.hasOwn(json, name)).map(readOnlyOffense);
  const invalid = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  const known = new Set(readOnly.map(({ pointer }) => pointer));
  const offenses = [...readOnly, ...invalid.flatMap((it) => offensesOf(it, '')).filter((it) => !known.has(it.pointer))];
  if (offenses.length > 0) throw new Problem(codeOf(offenses), undefined, { errors: offenses });
  return instance;
}

function parse(body: Buffer, mostValues: number): object {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Problem('json_invalid');
  }
  if (!fits(json, mostValues)) {
    const detail = `The body must not hold more than ${mostValues} values, nor any deeper than ${limits.depth} levels.`;
    throw new Problem('parameter_invalid', detail);
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  throw new Problem('parameter_invalid', 'The body must be a JSON object.', {
    errors: [{ pointer: '', code: 'invalid', detail: 'must be an object' }],
  });
}

/** What no real body comes near to, and what keeps the work and the stack of every check behind it small. */
const limits = { depth: 32, values: 2000 };

function fits(json: unknown, mostValues: number): boolean {
  let values = 0;
  const within = (value: unknown, depth: number): boolean =>
    ++values <= mostValues &&
    (typeof value !== 'object' ||
      value === null ||
      (depth > 0 && Object.values(value).every((member) => within(member, depth - 1))));
  return within(json, limits.depth);
}

/** Names that every object of the language has: what reads a body would take them for its own, or leave them out without a word. */
const reserved = new Set(Object.getOwnPropertyNames(Object.prototype));

const reservedIn = (value: unknown, path: string): Offense[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) => {
        const pointer = `${path}/${escaped(name)}`;
        const offense = { pointer, code: 'unknown' as const, detail: 'is a name that no member may have' };
        return reserved.has(name) ? [offense] : reservedIn(member, pointer);
      });

/** [RFC 6901] */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const codeOf = (offenses: readonly Offense[]) =>
  offenses.some(({ code }) => code === 'unknown')
    ? 'parameter_unknown'
    : offenses.every(({ code }) => code === 'required')
      ? 'parameter_missing'
      : 'parameter_invalid';

const readOnlyOffense = (name: string): Offense => ({
  pointer: `/${name}`,
  code: 'readOnly',
  detail: 'cannot be set here',
});

function offensesOf({ property, constraints = {}, children = [] }: ValidationError, path: string): Offense[] {
  const pointer = `${path}/${escaped(property)}`;
  const nested = children.flatMap((child) => offensesOf(child, pointer));
  const [kind, detail] = Object.entries(constraints)[0] ?? [];
  return kind === undefined
    ? nested
    : [{ pointer, code: offenseCodes[kind] ?? 'invalid', detail: detail ?? '' }, ...nested];
}

const offenseCodes: Record<string, Offense['code']> = { whitelistValidation: 'unknown', isDefined: 'required' };
