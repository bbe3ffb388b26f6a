import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DnaModule } from './dna/dna.module.ts';
import { HealthController } from './health/health.controller.ts';
import { HEALTH, type Health } from './health/health.ts';
import { IpModule } from './ip/ip.module.ts';
import { NativeModule } from './native/native.module.ts';
import { OpenApiModule } from './native/openapi/openapi.module.ts';
import { Drain } from './shared/drain.ts';
import { GATEWAY, type Gateway } from './shared/gateway.ts';
import { SoloModule } from './solo/solo.module.ts';

/** All dialects over one bus. Each module knows nothing of the others. [RC-ROUTE-01] */
@Global()
@Module({})
export class GatewayModule {
  static over(gateway: Gateway, health: Health): DynamicModule {
    return {
      module: GatewayModule,
      imports: [SoloModule, DnaModule, IpModule, NativeModule, OpenApiModule],
      controllers: [HealthController],
      providers: [{ provide: GATEWAY, useValue: gateway }, { provide: HEALTH, useValue: health }, Drain],
      exports: [GATEWAY, Drain],
    };
  }
}
