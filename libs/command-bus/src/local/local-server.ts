import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';

/** Nest's side of the in-process bus: keeps the handlers that Nest binds, and is open from `listen` to `close`. */
export class LocalServer extends Server implements CustomTransportStrategy {
  /** Whether calls are answered. */
  open = false;
  /** Changes with every close and stop: answers that were under way before it are lost, as those of a killed process are. */
  life = 0;

  handler(call: string): MessageHandler | undefined {
    return this.messageHandlers.get(call);
  }

  listen(callback: () => void): void {
    this.open = true;
    callback();
  }

  close(): void {
    this.open = false;
    this.life++;
  }

  on(): never {
    throw new Error('The in-process transport has no events.');
  }

  unwrap(): never {
    throw new Error('The in-process transport wraps nothing.');
  }
}
