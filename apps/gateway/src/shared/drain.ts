import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Tells what never ends by itself, such as event streams, that the gateway is closing. */
@Injectable()
export class Drain implements OnModuleDestroy {
  readonly #controller = new AbortController();

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  onModuleDestroy(): void {
    this.#controller.abort();
  }
}
