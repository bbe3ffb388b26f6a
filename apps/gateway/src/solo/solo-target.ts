import { olderServices, soloServices } from './services.ts';

const addresses = new Map([...soloServices, ...olderServices].map(({ path }) => [path.toLowerCase(), path]));

/**
 * An address of SOLO as the router knows it; undefined for one that is none. The original reads its addresses in any letter case, and what
 * its clients have in their configuration is written so: folder and page count, not how they are spelt. [WIRE-01 … WIRE-03]
 */
export function soloTarget(target: string): string | undefined {
  const [address] = /^\/solo\/[^/?]+\/[^/?]+/i.exec(target) ?? [];
  if (address === undefined) return undefined;
  const lower = address.toLowerCase();
  return `${addresses.get(lower) ?? lower}${target.slice(address.length)}`;
}
