import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { GATEWAY, type Gateway } from '../shared/gateway.ts';
import { ipPlugin } from './ip-plugin.ts';

/** The IntelliProtector Web API. [rest-compat 3] */
@Module({})
export class IpModule implements OnModuleInit {
  readonly #host: HttpAdapterHost;
  readonly #gateway: Gateway;

  constructor(host: HttpAdapterHost, @Inject(GATEWAY) gateway: Gateway) {
    this.#host = host;
    this.#gateway = gateway;
  }

  onModuleInit(): void {
    const fastify = this.#host.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(ipPlugin(this.#gateway));
  }
}
