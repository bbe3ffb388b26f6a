import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { GATEWAY, type Gateway } from '../shared/gateway.ts';
import { asmxPlugin } from './asmx/asmx-plugin.ts';
import { reportsPlugin } from './reports/reports-plugin.ts';
import { registrationPlugin } from './registration/registration-plugin.ts';
import { olderServices, soloServices } from './services.ts';

/** The SOLO dialect: services under `/solo/webservices`, and what callers of them need. [WIRE-01, WIRE-02, SL-REG-14] */
@Module({})
export class SoloModule implements OnModuleInit {
  private readonly host: HttpAdapterHost;
  private readonly gateway: Gateway;

  constructor(host: HttpAdapterHost, @Inject(GATEWAY) gateway: Gateway) {
    this.host = host;
    this.gateway = gateway;
  }

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(asmxPlugin([...soloServices, ...olderServices], this.gateway));
    void fastify.register(registrationPlugin);
    void fastify.register(reportsPlugin(this.gateway));
  }
}
