import {
  type Resource,
  commonCalls,
  isExternallyNamed,
  numberOf,
  ownersOfExternalIds,
  parseIpId,
  parseNativeId,
  parseNestedId,
} from '@licet/contracts';
import type { NativeCall } from './native-call.ts';
import { Problem } from './problem.ts';

/** An object as a path or body names it. `uuid` is known unless an alias by number was used, and must then be that of the object. */
export interface NamedObject {
  number: number;
  uuid: string | undefined;
}

/**
 * Reads an id, or an alias `solo:<integer>` or `ip:<32 hex>`. What cannot name an object is like an absent one. [API-REP-04, API-REP-05]
 */
export function readId(resource: Resource, text: string): NamedObject {
  const uuid = text.startsWith('ip:') ? parseIpId(text.slice(3)) : parseNativeId(resource, text);
  const number = uuid ? numberOf(uuid) : Number(/^solo:([1-9][0-9]{0,9})$/.exec(text)?.[1] ?? 0);
  if (number < 1 || number > 2147483647) throw new Problem('not_found');
  return { number, uuid };
}

/** As `readId`, and takes `ext:<externalId>` too, which only the owner of the object can read. [API-REP-05, API-REP-15] */
export async function nameOf(call: NativeCall, resource: Resource, text: string): Promise<NamedObject> {
  const externalId = /^ext:([^\0]{1,128})$/su.exec(text)?.[1];
  if (externalId === undefined || !isExternallyNamed(resource)) return readId(resource, text);
  const { FindByExternalId } = commonCalls[ownersOfExternalIds[resource]];
  const { number } = await call.ask(FindByExternalId, { resource, authorId: call.authorId, externalId });
  return { number, uuid: undefined };
}

/** The number inside an id is for routing; the whole id must be that of the object. */
export function assertNamed<O extends { uuid: string }>({ uuid }: NamedObject, object: O): O {
  if (uuid !== undefined && uuid !== object.uuid) throw new Problem('not_found');
  return object;
}

/** Reads the id of what lives inside a license. [API-REP-04] */
export function readNestedId(resource: Resource, text: string): { license: NamedObject; uuid: string } {
  const parsed = parseNestedId(resource, text);
  const number = parsed ? numberOf(parsed.licenseUuid) : 0;
  if (!parsed || number < 1 || number > 2147483647) throw new Problem('not_found');
  return { license: { number, uuid: parsed.licenseUuid }, uuid: parsed.uuid };
}
