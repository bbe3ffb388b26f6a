import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { GATEWAY, type Gateway } from '../shared/gateway.ts';
import { dnaPlugin } from './dna-plugin.ts';

/** The software_DNA REST API. [rest-compat 2] */
@Module({})
export class DnaModule implements OnModuleInit {
  readonly #host: HttpAdapterHost;
  readonly #gateway: Gateway;

  constructor(host: HttpAdapterHost, @Inject(GATEWAY) gateway: Gateway) {
    this.#host = host;
    this.#gateway = gateway;
  }

  onModuleInit(): void {
    const fastify = this.#host.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(dnaPlugin(this.#gateway));
  }
}
