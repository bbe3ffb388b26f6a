import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { endKeyed } from './idempotency.ts';
import { callOf } from './native-call.ts';

/** Sees every answer of an operation before it leaves, problems too, whoever wrote it. */
@Injectable()
export class AnswerHook {
  constructor(host: HttpAdapterHost) {
    host.httpAdapter.getInstance<FastifyInstance>().addHook('onSend', async (request, _reply, payload) => {
      const call = callOf(request);
      return call?.run ? endKeyed(call, call.run, payload) : payload;
    });
  }
}
