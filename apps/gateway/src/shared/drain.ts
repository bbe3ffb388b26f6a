import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { setMaxListeners } from 'node:events';

/** Tells what never ends by itself, such as event streams, that the gateway is closing. */
@Injectable()
export class Drain implements OnModuleDestroy {
  readonly #controller = new AbortController();

  constructor() {
    setMaxListeners(0, this.#controller.signal); // as many as there are streams
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  onModuleDestroy(): void {
    this.#controller.abort();
  }
}
