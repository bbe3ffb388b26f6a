import { TcpSocket } from '@nestjs/microservices';
import type { Socket } from 'node:net';

/** Largest frame, requests and replies alike. Bytes. */
export const maxFrame = 4 * 1024 * 1024;
/** A peer that asks and does not read is cut off when this much waits for it. Bytes. */
const maxUnsent = 16 * maxFrame;
const headerLength = 4;

/** A message that no peer would take. */
export class FrameTooLarge extends Error {
  override readonly name = 'FrameTooLarge';
  readonly code = 'body_too_large';
}

/**
 * Framing of calls: length in four bytes, then JSON in UTF-8. Nest's own counts characters, concatenates texts and cannot say no to a
 * message before it is sent. Messages of one turn leave in one packet; a socket that is not read from is not read either.
 */
export class FrameSocket extends TcpSocket {
  #chunks: Buffer[] = [];
  #length = 0;
  #corked = false;

  constructor(socket: Socket) {
    super(socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 5000);
    socket.on('drain', () => socket.resume());
  }

  protected override handleSend(message: unknown, callback?: (error?: unknown) => void): void {
    const body = Buffer.from(JSON.stringify(message));
    if (body.length > maxFrame) throw new FrameTooLarge(`A message of ${body.length} bytes exceeds ${maxFrame}.`);
    const header = Buffer.allocUnsafe(headerLength);
    header.writeUInt32BE(body.length);
    this.#corkForThisTurn();
    this.socket.write(header);
    if (!this.socket.write(body, callback)) this.socket.pause();
    if (this.socket.writableLength > maxUnsent) this.socket.destroy(new Error('The peer does not read its answers.'));
  }

  protected override handleData(data: Buffer): void {
    this.#chunks.push(data);
    this.#length += data.length;
    while (this.#length >= headerLength) {
      const length = this.#head().readUInt32BE(0);
      if (length > maxFrame) throw new FrameTooLarge(`A message of ${length} bytes exceeds ${maxFrame}.`);
      if (this.#length < headerLength + length) return;
      this.#take(headerLength);
      this.emitMessage(this.#take(length).toString());
    }
  }

  /** The chunk that begins with the header, whole. */
  #head(): Buffer {
    const [first] = this.#chunks;
    if (first && first.length >= headerLength) return first;
    return this.#join();
  }

  #take(length: number): Buffer {
    const [first] = this.#chunks;
    const whole = first && first.length >= length ? first : this.#join();
    const rest = whole.subarray(length);
    if (rest.length) this.#chunks[0] = rest;
    else this.#chunks.shift();
    this.#length -= length;
    return whole.subarray(0, length);
  }

  #join(): Buffer {
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }

  #corkForThisTurn(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.socket.cork();
    process.nextTick(() => {
      this.#corked = false;
      this.socket.uncork();
    });
  }
}
