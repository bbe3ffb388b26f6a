import { laneCount, type Service } from '@licet/contracts';
import { lookup } from 'node:dns/promises';
import { type PodAddress, PodConnection } from './pod-connection.ts';
import type { TlsFiles } from './tls-files.ts';

/** How old a resolved name may be. Milliseconds. */
const resolveEvery = 5000;

/** The pods of one service as its addresses resolve at the moment: a name may stand for several, and for others later. */
export class ServicePods {
  readonly #service: Service;
  readonly #peers: readonly PodAddress[];
  readonly #tls: TlsFiles;
  #pods = new Map<string, PodConnection>();
  #resolvedAt = 0;
  #resolving: Promise<void> | undefined;
  #turn = 0;

  constructor(service: Service, peers: readonly string[], tls: TlsFiles) {
    this.#service = service;
    this.#peers = peers.map(addressOf);
    this.#tls = tls;
  }

  async all(): Promise<readonly PodConnection[]> {
    const age = Date.now() - this.#resolvedAt;
    if (age > resolveEvery) {
      this.#resolving ??= this.#resolve().finally(() => (this.#resolving = undefined));
      if (this.#pods.size === 0) await this.#resolving;
    }
    return [...this.#pods.values()];
  }

  /**
   * All pods in the order in which to ask them: those of a lane always in the same one, so that its streams are in memory there, others
   * in turn; pods that were just found dead last.
   */
  async inOrder(lane: number | undefined): Promise<readonly PodConnection[]> {
    await this.all();
    const by = lane ?? laneCount + (this.#turn++ % 4096);
    return [...this.#pods]
      .map(([name, pod]) => ({ pod, weight: (pod.hopeful ? 2 ** 32 : 0) + weightOf(name, by) }))
      .sort((a, b) => b.weight - a.weight)
      .map(({ pod }) => pod);
  }

  close(): void {
    for (const pod of this.#pods.values()) pod.close();
  }

  async #resolve(): Promise<void> {
    const found = await Promise.all(this.#peers.map((peer) => addressesOf(peer)));
    this.#resolvedAt = Date.now();
    const pods = new Map<string, PodConnection>();
    for (const address of found.flat()) {
      const name = `${address.host}:${address.port}`;
      pods.set(name, this.#pods.get(name) ?? new PodConnection(this.#service, address, this.#tls));
    }
    // A name server that is away takes nobody from us; a pod that left is dropped when its last call has ended.
    if (pods.size === 0) return;
    for (const [name, pod] of this.#pods) {
      if (!pods.has(name)) closeWhenIdle(pod);
    }
    this.#pods = pods;
  }
}

async function addressesOf({ host, port }: PodAddress): Promise<PodAddress[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => ({ host: address, port }));
  } catch {
    return [];
  }
}

function closeWhenIdle(pod: PodConnection): void {
  const check = setInterval(() => {
    if (pod.busy) return;
    clearInterval(check);
    pod.close();
  }, 1000).unref();
}

function addressOf(peer: string): PodAddress {
  const colon = peer.lastIndexOf(':');
  return { host: peer.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(peer.slice(colon + 1)) };
}

/** Rendezvous weight of a pod for a lane, 32 bits: the heaviest is asked first, and a pod that comes or goes moves only its share. FNV-1a, mixed. */
function weightOf(pod: string, lane: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${pod}/${lane}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
