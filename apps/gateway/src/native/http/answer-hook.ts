import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tellPlace } from './feed-place.ts';
import { endKeyed } from './idempotency.ts';
import { type NativeCall, callOf } from './native-call.ts';

/** Sees every answer of an operation before it leaves, problems too, whoever wrote it. */
@Injectable()
export class AnswerHook {
  constructor(host: HttpAdapterHost) {
    host.httpAdapter.getInstance<FastifyInstance>().addHook('onSend', async (request, reply, payload) => {
      const call = callOf(request);
      if (!call) return payload;
      if (isWrite(request) && reply.statusCode < 300 && !call.isDryRun) await tellPlace(call);
      tellTiming(call);
      return call.run ? endKeyed(call, call.run, payload) : payload;
    });
  }
}

const isWrite = ({ method }: FastifyRequest): boolean => !['GET', 'HEAD'].includes(method);

/** Where the account wants to know: how long it took, and how long of it services were waited for. [API-TRACE-03] */
function tellTiming({ caller, reply, waited }: NativeCall): void {
  if (!caller.apiRules.debugTiming) return;
  const [total, store] = [reply.elapsedTime, waited.milliseconds].map((it) => it.toFixed(1));
  void reply.header('server-timing', `total;dur=${total}, store;dur=${store}`);
}
