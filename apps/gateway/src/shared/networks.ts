import { BlockList, isIP, isIPv4 } from 'node:net';

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
export function isWithin(networks: readonly string[], address: string | null): boolean {
  if (networks.length === 0) return true;
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, ''); // IPv4 as a dual-stack socket tells it
  const version = isIP(plain);
  if (version === 0) return false;
  const list = new BlockList();
  for (const { address: network, length } of networks.flatMap((text) => parseNetwork(text) ?? []))
    list.addSubnet(network, length, isIPv4(network) ? 'ipv4' : 'ipv6');
  return list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}
