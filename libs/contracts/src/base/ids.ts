import { randomUUID } from 'node:crypto';
import { v5, v7, validate } from 'uuid';

/** Prefixes of native ids. [native-api, table of resources] */
export const prefixes = {
  account: 'acc',
  product: 'prd',
  option: 'opt',
  customer: 'cus',
  license: 'lic',
  installation: 'ins',
  invoice: 'inv',
  renewal: 'ren',
  event: 'evt',
  key: 'key',
  user: 'usr',
  keySet: 'kst',
  update: 'upd',
  serial: 'ser',
  job: 'job',
} as const;
export type Resource = keyof typeof prefixes;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A UUIDv7 that carries the integer id of the object in its last 32 bits. So one number names the object everywhere: as SOLO id, as key
 * of its streams, and inside the native id, by which any process routes a call without a look-up. [API-REP-04, UNI-06]
 */
export function objectUuid(number: number, now: number = Date.now()): string {
  const bytes = v7({ msecs: now }, new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(12, number);
  return uuidOfBytes(bytes);
}

/** The integer id inside an object's UUID. */
export const numberOf = (uuid: string): number => parseInt(uuid.slice(-8), 16);

/** When an object's UUID was made, RFC 3339 UTC. */
export const timeOf = (uuid: string): string =>
  new Date(parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toISOString();

/**
 * A UUIDv7 for what has no integer id: events, installations, requests. Sorts by creation. Made of Node's random UUID, which asks the
 * generator for many at a time: every request needs several.
 */
export function newUuid(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Whether a text is a UUID in its usual form. */
export const isUuid = (text: string): boolean => validate(text);

const commandNamespace = '8f2f4b6e-51a8-4a41-9c93-8d7c0ac5b5d1';
/** Command id of a reaction: the same cause always gives the same id, so that its effect is appended exactly once. */
export const commandIdOf = (cause: string): string => v5(cause, commandNamespace);

/** `lic_` and 26 lower-case Crockford base-32 characters of the UUID. */
export const nativeId = (resource: Resource, uuid: string): string => `${prefixes[resource]}_${base32(uuid)}`;

/** Native id of what lives inside a license: the part of its license, `_`, and its own. [API-REP-04] */
export const nestedId = (resource: Resource, licenseUuid: string, uuid: string): string =>
  `${prefixes[resource]}_${base32(licenseUuid)}_${base32(uuid)}`;

/** The UUID inside a native id of the named resource; undefined for anything else. */
export function parseNativeId(resource: Resource, id: string): string | undefined {
  const prefix = `${prefixes[resource]}_`;
  return id.startsWith(prefix) ? parseBase32(id.slice(prefix.length)) : undefined;
}

/** The UUIDs of a license and of what lives inside it; undefined for anything else. */
export function parseNestedId(resource: Resource, id: string): { licenseUuid: string; uuid: string } | undefined {
  const [prefix, license = '', own = '', ...more] = id.split('_');
  const [licenseUuid, uuid] = [parseBase32(license), parseBase32(own)];
  const whole = prefix === prefixes[resource] && more.length === 0;
  return whole && licenseUuid !== undefined && uuid !== undefined ? { licenseUuid, uuid } : undefined;
}

/** IntelliProtector's spelling: 32 hexadecimal characters, the first three fields little-endian. Reversible. [IP-ID-02] */
export const ipId = (uuid: string): string => swapFields(uuid.replaceAll('-', ''));

/** The UUID behind an IntelliProtector id; dashes, braces and upper case are tolerated. [IP-ID-01] */
export function parseIpId(id: string): string | undefined {
  const hex = id.replaceAll(/[-{}]/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) ? uuidOfHex(swapFields(hex)) : undefined;
}

function base32(uuid: string): string {
  let value = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}

function parseBase32(text: string): string | undefined {
  if (!/^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text)) return undefined;
  let value = 0n;
  for (const character of text) value = (value << 5n) | BigInt(alphabet.indexOf(character));
  return uuidOfHex(value.toString(16).padStart(32, '0'));
}

const reverse = (hex: string): string => Buffer.from(hex, 'hex').reverse().toString('hex');
const swapFields = (hex: string): string =>
  reverse(hex.slice(0, 8)) + reverse(hex.slice(8, 12)) + reverse(hex.slice(12, 16)) + hex.slice(16);
const uuidOfBytes = (bytes: Uint8Array): string => uuidOfHex(Buffer.from(bytes).toString('hex'));
const uuidOfHex = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
