import { BlockList, isIP, isIPv4 } from 'node:net';
import Type from 'typebox';
import { Text } from './scalars.ts';

/** Addresses, and networks as `address/mask`. */
export const Networks = Type.Array(Text(64), { maxItems: 100 });

/** An address, or `address/mask` with the mask as a length or, for IPv4, dotted as in SOLO. [AUTH-11, API-USR-01] */
interface Network {
  address: string;
  length: number;
}

/** Undefined for a text of no such form. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', mask, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return undefined;
  const full = version === 4 ? 32 : 128;
  if (mask === undefined) return { address, length: full };
  const length = isIPv4(mask) && version === 4 ? lengthOf(mask) : Number(/^\d{1,3}$/.exec(mask)?.[0] ?? NaN);
  return length >= 0 && length <= full ? { address, length } : undefined;
}

/** Of a dotted mask; NaN for one with holes. */
function lengthOf(mask: string): number {
  const bits = mask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : NaN;
}

/** Whether an address lies in one of the networks; any does where there are none. */
export const isWithin = (networks: readonly string[], address: string | null): boolean =>
  networks.length === 0 || isAmong(networks, address);

/** Whether an address lies in one of the networks. IPv4 as a dual-stack socket tells it counts as IPv4. */
export function isAmong(networks: readonly string[], address: string | null): boolean {
  if (networks.length === 0) return false;
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  return version !== 0 && blockListOf(networks).check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Lists that were read once: the same few are asked about with every call. */
const blockLists = new WeakMap<readonly string[], BlockList>();

function blockListOf(networks: readonly string[]): BlockList {
  const known = blockLists.get(networks);
  if (known) return known;
  const list = new BlockList();
  for (const { address, length } of networks.flatMap((text) => parseNetwork(text) ?? []))
    list.addSubnet(address, length, isIPv4(address) ? 'ipv4' : 'ipv6');
  blockLists.set(networks, list);
  return list;
}

/** Addresses that may call, and those that may not. */
export interface AddressRules {
  allowedAddresses: readonly string[];
  deniedAddresses: readonly string[];
}

/** Whether the lists permit an address: it is not denied, and it is allowed where anybody in particular is. [AMB-14] */
export const permits = ({ allowedAddresses, deniedAddresses }: AddressRules, address: string | null): boolean =>
  !isAmong(deniedAddresses, address) && isWithin(allowedAddresses, address);
