import type { Service } from '@licet/contracts';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type AddressInfo } from 'node:net';
import { createServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import { Fault } from '../fault.ts';
import { FrameSocket, FrameTooLarge } from './frame-socket.ts';
import { type AnswerPacket, type CallPacket, type FaultOnWire, ping, type PingPacket } from './packets.ts';
import type { TlsFiles } from './tls-files.ts';

export interface TcpServerOptions {
  host: string;
  /** 0: any free one, told by `address` after `listen`. */
  port: number;
  tls: TlsFiles;
  service: Service;
}

/** How long `close` waits for calls under way that somebody waits for. Milliseconds. */
const patience = 10_000;

/**
 * Nest's transport over TCP with mutual TLS: callers without a certificate of our authority are cut off in the handshake. Handlers are
 * called with `(request, context)`. On `close` it takes nothing new, answers what it has begun, then closes its sockets.
 */
export class TcpServer extends Server implements CustomTransportStrategy {
  readonly #options: TcpServerOptions;
  readonly #server: TlsServer;
  readonly #sockets = new Set<TLSSocket>();
  #underWay = 0;
  /** Until when somebody waits for what is under way. Milliseconds since 1970. */
  #awaitedUntil = 0;
  #draining = false;
  #idle: (() => void) | undefined;

  constructor(options: TcpServerOptions) {
    super();
    this.#options = options;
    const tls = { ...options.tls, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' } as const;
    this.#server = createServer(tls, (socket) => {
      this.#accept(socket);
    });
    this.#server.on('tlsClientError', (error) => {
      this.logger.warn({ msg: 'A caller was turned away', reason: error.message });
    });
  }

  get address(): AddressInfo {
    return this.#server.address() as AddressInfo;
  }

  listen(callback: (error?: unknown) => void): void {
    const { host, port } = this.#options;
    this.#server.once('error', callback);
    this.#server.listen(port, host, () => {
      this.#server.off('error', callback);
      this.#server.on('error', (error: Error) => {
        this.logger.error({ msg: 'The server of calls failed', err: error });
      });
      callback();
    });
  }

  async close(): Promise<void> {
    this.#draining = true;
    this.#server.close();
    if (this.#underWay > 0) await this.#untilIdle();
    for (const socket of this.#sockets) socket.destroySoon();
  }

  on(): never {
    throw new Error('This transport has no events.');
  }

  unwrap(): never {
    throw new Error('This transport wraps nothing.');
  }

  #accept(socket: TLSSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', (error: Error | string) => {
      this.logger.warn({ msg: 'A connection broke', reason: typeof error === 'string' ? error : error.message });
    });
    const framed = new FrameSocket(socket);
    framed.on('message', (packet: CallPacket | PingPacket) => {
      void this.#take(framed, packet);
    });
  }

  async #take(socket: FrameSocket, packet: CallPacket | PingPacket): Promise<void> {
    const { id } = packet;
    if (!isCall(packet)) {
      socket.sendMessage({ id, response: true, isDisposed: true });
      return;
    }
    const { requestId } = packet.data.context;
    if (this.#draining || packet.data.remaining <= 0) {
      socket.sendMessage(fault(id, { code: 'unavailable', requestId, begun: false }));
      return;
    }
    this.#underWay++;
    this.#awaitedUntil = Math.max(this.#awaitedUntil, Date.now() + packet.data.remaining);
    try {
      socket.sendMessage(await this.#answer(packet));
    } catch (error) {
      this.logger.error({ msg: `The answer to ${packet.pattern} cannot be sent`, requestId, err: error });
      const code = error instanceof FrameTooLarge ? error.code : 'internal';
      socket.sendMessage(fault(id, { code, requestId, begun: true }));
    } finally {
      this.#underWay--;
      if (this.#underWay === 0) this.#idle?.();
    }
  }

  async #answer({ id, pattern, data: { request, context, remaining } }: CallPacket): Promise<AnswerPacket> {
    const { requestId } = context;
    const handler = this.messageHandlers.get(pattern);
    if (!handler) {
      this.logger.error({ msg: `${this.#options.service} does not answer ${pattern}`, requestId });
      return fault(id, { code: 'internal', requestId, begun: true });
    }
    const outcome: unknown = await handler(request, { ...context, deadline: Date.now() + remaining });
    if (outcome instanceof Fault) return fault(id, { code: outcome.code, requestId, begun: true });
    return { id, response: outcome, isDisposed: true };
  }

  #untilIdle(): Promise<void> {
    const wait = Math.min(patience, this.#awaitedUntil - Date.now());
    return new Promise((resolve) => {
      const late = setTimeout(resolve, wait);
      this.#idle = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }
}

/** Transport of one service for calls of other processes, over mutual TLS. */
export const tcpServer = (options: TcpServerOptions): TcpServer => new TcpServer(options);

const isCall = (packet: CallPacket | PingPacket): packet is CallPacket => packet.pattern !== ping;
const fault = (id: string, err: FaultOnWire): AnswerPacket => ({ id, err, isDisposed: true });
