import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Drain } from '../shared/drain.ts';
import { HEALTH, type Health } from './health.ts';

/** For whoever starts, balances and watches gateways. No credential, no detail. [API-HLT-01] */
@Controller()
export class HealthController {
  readonly #health: Health;
  readonly #drain: Drain;

  constructor(@Inject(HEALTH) health: Health, drain: Drain) {
    this.#health = health;
    this.#drain = drain;
  }

  @Get('healthz')
  alive(@Res() reply: FastifyReply): void {
    tell(reply, true);
  }

  @Get('readyz')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    tell(reply, !this.#drain.signal.aborted && (await this.#isHealthy()));
  }

  async #isHealthy(): Promise<boolean> {
    try {
      return await this.#health();
    } catch {
      return false;
    }
  }
}

const tell = (reply: FastifyReply, well: boolean): void => {
  void reply
    .code(well ? 200 : 503)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(well ? 'ok\n' : 'not ready\n');
};
