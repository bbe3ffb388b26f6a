import { DryRun } from '@licet/dry-run';
import { type CallContext, type CallDefinition } from '@licet/contracts';
import { connect, type TLSSocket } from 'node:tls';
import { tooLate } from '../deadline.ts';
import { CallFailed } from '../errors.ts';
import { ConnectionLost, NotBegun } from './failures.ts';
import { FrameSocket } from './frame-socket.ts';
import { type AnswerPacket, type CallPacket, ping } from './packets.ts';
import type { TlsFiles } from './tls-files.ts';

export interface PodAddress {
  /** IP address or host name. */
  host: string;
  port: number;
}

interface Pending {
  definition: CallDefinition;
  resolve: (response: unknown) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/** Milliseconds. A host that says nothing for `silence` is asked; one that says nothing for `dead` is taken for gone. */
const connectTimeout = 1000;
const beat = 500;
const silence = 1000;
const dead = 3000;
const firstPause = 50;
const longestPause = 2000;

/**
 * One multiplexed connection to one pod, made when first needed and again after it broke, with growing pauses. Calls end at their
 * deadline at the latest; those on a connection that breaks end at once.
 */
export class PodConnection {
  readonly #service: string;
  readonly #address: PodAddress;
  readonly #tls: TlsFiles;
  readonly #pending = new Map<string, Pending>();
  #socket: FrameSocket | undefined;
  #connecting: Promise<FrameSocket> | undefined;
  #nextId = 0;
  #heardAt = 0;
  #pause = 0;
  #mayConnectAt = 0;
  #lastFailure: NotBegun | undefined;
  #closed = false;

  constructor(service: string, address: PodAddress, tls: TlsFiles) {
    this.#service = service;
    this.#address = address;
    this.#tls = tls;
  }

  /** False while it waits before the next attempt to connect. */
  get hopeful(): boolean {
    return !this.#lastFailure || Date.now() >= this.#mayConnectAt;
  }

  get busy(): boolean {
    return this.#pending.size > 0;
  }

  /**
   * The reply. Rejects with `NotBegun`, `ConnectionLost`, `CallFailed`, or `ServiceUnavailable` at the deadline. `insist`: connect even
   * when the pause after a failure is not over.
   */
  async call(definition: CallDefinition, request: unknown, context: CallContext, insist = false): Promise<unknown> {
    const socket = this.#socket ?? (await this.#connected(insist, context.deadline));
    return new Promise((resolve, reject) => {
      const id = String(this.#nextId++);
      const remaining = context.deadline - Date.now();
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(tooLate(definition));
      }, remaining);
      this.#pending.set(id, { definition, resolve, reject, timer });
      try {
        const packet: CallPacket = { id, pattern: definition.name, data: { request, context, remaining } };
        socket.sendMessage(packet);
      } catch (error) {
        this.#settled(id)?.reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  close(): void {
    this.#closed = true;
    this.#socket?.netSocket.destroy();
  }

  #connected(insist: boolean, deadline: number): Promise<FrameSocket> {
    if (this.#closed) throw new NotBegun('the bus is closed');
    if (!this.#connecting && !insist && this.#lastFailure && !this.hopeful) throw this.#lastFailure;
    const timeout = Math.min(connectTimeout, deadline - Date.now());
    this.#connecting ??= DryRun.outside(() => this.#connect(timeout)).finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  #connect(timeout: number): Promise<FrameSocket> {
    const { host, port } = this.#address;
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, ...this.#tls, servername: this.#service, minVersion: 'TLSv1.3' });
      const late = setTimeout(() => socket.destroy(new Error('no connection in time')), timeout);
      socket.once('secureConnect', () => {
        clearTimeout(late);
        socket.off('error', onError);
        resolve(this.#open(socket));
      });
      const onError = (error: Error) => {
        clearTimeout(late);
        reject(this.#failed(error));
      };
      socket.once('error', onError);
    });
  }

  #open(socket: TLSSocket): FrameSocket {
    const framed = new FrameSocket(socket);
    this.#socket = framed;
    this.#pause = 0;
    this.#lastFailure = undefined;
    this.#heardAt = Date.now();
    socket.on('data', () => (this.#heardAt = Date.now()));
    framed.on('message', (packet: AnswerPacket) => {
      this.#answered(packet);
    });
    const heart = setInterval(() => {
      this.#beat(framed);
    }, beat).unref();
    let reason = 'the connection was closed';
    socket.on('error', (error: Error | string) => (reason = typeof error === 'string' ? error : error.message));
    socket.once('close', () => {
      clearInterval(heart);
      this.#broken(reason);
    });
    return framed;
  }

  #beat(socket: FrameSocket): void {
    const quiet = Date.now() - this.#heardAt;
    if (quiet > dead) socket.netSocket.destroy(new Error(`nothing heard for ${quiet} ms`));
    else if (quiet > silence) socket.sendMessage({ id: ping, pattern: ping });
  }

  #answered(packet: AnswerPacket): void {
    const pending = this.#settled(packet.id);
    if (!pending) return;
    if (!('err' in packet)) pending.resolve(packet.response);
    else if (packet.err.begun)
      pending.reject(new CallFailed(pending.definition.service, pending.definition.name, packet.err));
    else pending.reject(new NotBegun(`the pod answered ${packet.err.code}`));
  }

  #settled(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    if (!pending) return undefined;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    return pending;
  }

  #broken(reason: string): void {
    this.#socket = undefined;
    for (const id of [...this.#pending.keys()]) this.#settled(id)?.reject(new ConnectionLost(reason));
  }

  #failed(error: Error): NotBegun {
    this.#pause = Math.min(this.#pause * 2 || firstPause, longestPause);
    this.#mayConnectAt = Date.now() + this.#pause * (0.5 + Math.random() / 2);
    const refused = 'code' in error && error.code === 'ECONNREFUSED';
    this.#lastFailure = new NotBegun(error.message, { cause: error, refused });
    return this.#lastFailure;
  }
}
