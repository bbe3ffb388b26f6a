import { isAmong } from '@licet/contracts';
import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

/**
 * Whether somebody else's server may be called at an address: everything but public unicast is refused, such as loopback, private, link-local
 * and multicast addresses of both families and what hides an IPv4 address (IPv4-mapped, NAT64, 6to4), unless the operator lists it. [API-WHK-01]
 */
export const mayBeCalled = (address: string, networks: readonly string[]): boolean =>
  isAmong(networks, address) || ipaddr.parse(address).range() === 'unicast';

/**
 * The address of somebody else's server: HTTPS, without user info or fragment; undefined for any other text, and for an address given in
 * numbers that may not be called. What a name stands for is looked at with every call. [API-WHK-01]
 */
export function outgoingUrl(text: string, networks: readonly string[]): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  const host = hostOf(url);
  return isIP(host) === 0 || mayBeCalled(host, networks) ? url : undefined;
}

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
