import { Controller, type DynamicModule, Get, Header, Inject, Module } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult, TerminusModule } from '@nestjs/terminus';
import { metrics } from '../metrics/metrics.ts';

export type ReadyProbe = () => Promise<boolean>;

const probeToken = Symbol('ReadyProbe');

/** `/healthz`: the process lives. `/readyz`: it may be asked, 503 otherwise. `/metrics`: Prometheus. */
@Controller()
class HealthController {
  readonly #health: HealthCheckService;
  readonly #ready: ReadyProbe;

  constructor(health: HealthCheckService, @Inject(probeToken) ready: ReadyProbe) {
    this.#health = health;
    this.#ready = ready;
  }

  @Get('healthz')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  readyz(): Promise<HealthCheckResult> {
    return this.#health.check([async () => ({ service: { status: (await this.#ready()) ? 'up' : 'down' } })]);
  }

  @Get('metrics')
  @Header('content-type', metrics().contentType)
  metrics(): Promise<string> {
    return metrics().text();
  }
}

/** `/healthz`, `/readyz` and `/metrics` of a pod. */
@Module({})
export class HealthModule {
  static with(ready: ReadyProbe): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [{ provide: probeToken, useValue: ready }],
    };
  }
}
