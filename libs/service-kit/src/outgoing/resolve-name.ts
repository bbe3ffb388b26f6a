import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Milliseconds that a name server has, and how often it is asked. */
const patience = { timeout: 2000, tries: 2 };

/**
 * Addresses of a name by the hosts file, else by the name servers of this machine. The look-up of the system would take one of the two threads
 * that it has for all names of a process, for as long as a name server keeps silent: names that anybody may choose would keep pods and
 * databases from being found. Names are whole: no search domain is tried. Rejects for an unknown name. [API-OPT-12]
 */
export async function resolveName(hostname: string, files: NameFiles = {}): Promise<LookupAddress[]> {
  const own = inHosts(await readFile(files.hosts ?? '/etc/hosts', 'utf8').catch(() => ''), hostname);
  if (own.length > 0) return own;
  const resolver = new Resolver(patience); // one for each name: it reads the settings of the machine when it is made
  if (files.servers) resolver.setServers(files.servers);
  const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const found = [...addressesIn(four), ...addressesIn(six)];
  if (found.length === 0 && four.status === 'rejected') throw four.reason;
  return found;
}

/** Those of the machine where none are told. */
interface NameFiles {
  hosts?: string;
  servers?: readonly string[];
}

const addressesIn = (answer: PromiseSettledResult<string[]>): LookupAddress[] =>
  answer.status === 'fulfilled' ? answer.value.map(addressOf) : [];

const addressOf = (address: string): LookupAddress => ({ address, family: isIP(address) });

function inHosts(text: string, hostname: string): LookupAddress[] {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return isIP(address) !== 0 && names.some((it) => it.toLowerCase() === name) ? [addressOf(address)] : [];
  });
}
