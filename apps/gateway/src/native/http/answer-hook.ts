import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tellPlace } from './feed-place.ts';
import { endKeyed } from './idempotency.ts';
import { callOf } from './native-call.ts';

/** Sees every answer of an operation before it leaves, problems too, whoever wrote it. */
@Injectable()
export class AnswerHook {
  constructor(host: HttpAdapterHost) {
    host.httpAdapter.getInstance<FastifyInstance>().addHook('onSend', async (request, reply, payload) => {
      const call = callOf(request);
      if (!call) return payload;
      if (isWrite(request) && reply.statusCode < 300) await tellPlace(call);
      return call.run ? endKeyed(call, call.run, payload) : payload;
    });
  }
}

const isWrite = ({ method }: FastifyRequest): boolean => !['GET', 'HEAD'].includes(method);
