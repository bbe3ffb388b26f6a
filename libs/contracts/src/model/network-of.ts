import { isIPv6 } from 'node:net';

/** How much of an address names a network: so many of the four bytes of IPv4, of the eight groups of IPv6. */
interface Width {
  bytes: number;
  groups: number;
}

/** What one subscriber has: an address of IPv4, the first 64 bits of IPv6. */
const subscriber: Width = { bytes: 4, groups: 4 };
/** What one site may have: the first 24 bits of IPv4, and 48 of IPv6, in which it has 65,536 networks of subscribers. */
export const site: Width = { bytes: 3, groups: 3 };

/** The network that an address lies in. IPv4 as a dual-stack socket tells it counts as IPv4. */
export function networkOf(address: string, { bytes, groups }: Width = subscriber): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain.split('.').slice(0, bytes).join('.');
  const [head = '', tail] = plain.split('::');
  const groupsOf = (text = '') => text.split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groupsOf(head).length - groupsOf(tail).length);
  const all = [...groupsOf(head), ...Array<string>(zeros).fill('0'), ...groupsOf(tail)];
  return all
    .slice(0, groups)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
