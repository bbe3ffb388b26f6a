import { type ListDeclaration, type Resource, isExternallyNamed } from '@licet/contracts';
import type { NativeCall } from './native-call.ts';
import { Problem } from './problem.ts';
import { nameOf } from './resource-id.ts';

/** Numbers of objects by their kind and an alias `ext:<externalId>` of theirs, as far as filters name any. */
export type ExternalNames = ReadonlyMap<string, number>;

export const keyOf = (resource: Resource, alias: string): string => `${resource} ${alias}`;

/** Stands for what does not exist: no object has it, so that it finds nothing, as an id that nobody has. */
const nobodys = 0;

/** Asks the owners of objects for those that filters name by external ids. Who asks for too much is told by `readFilters`. [API-REP-05] */
export async function namesIn(
  query: Readonly<Record<string, string | string[] | undefined>>,
  { fields }: ListDeclaration,
  call: NativeCall | undefined,
): Promise<ExternalNames> {
  if (!call) return new Map();
  const aliases = Object.entries(query).flatMap(([field, text]) => {
    const resource = Object.hasOwn(fields, field) ? fields[field]?.resource : undefined;
    if (!resource || !isExternallyNamed(resource) || typeof text !== 'string') return [];
    const texts = text.split(',').filter((it) => /^ext:./su.test(it));
    return texts.length > mostNames ? [] : texts.map((alias) => ({ alias, resource }));
  });
  return new Map(await Promise.all(aliases.map(async ({ alias, resource }) => numberOf(call, resource, alias))));
}

const mostNames = 100;

async function numberOf(call: NativeCall, resource: Resource, alias: string): Promise<[string, number]> {
  const key = keyOf(resource, alias);
  try {
    return [key, (await nameOf(call, resource, alias)).number];
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
    return [key, nobodys];
  }
}
