import { codeRow, keyOf, toPublicEvent } from '@licet/contracts';
import { DryRun } from '@licet/dry-run';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, defaultIfEmpty, from, lastValueFrom } from 'rxjs';
import { readLicense } from '../../shared/license-reading.ts';
import { without } from '../../shared/without.ts';
import { type DryRunView, eventsShown } from './dry-run-view.ts';
import { type Effect, effectBetween, noEffect } from './effect.ts';
import { type NativeCall, callOf } from './native-call.ts';
import { operationOf } from './operation.ts';
import { Problem } from './problem.ts';

/** Query parameters that an operation has for being one that writes. [API-DRY-01] */
export const writingParameters = (handler: object): readonly string[] =>
  operationOf(handler)?.dryRun ? ['dryRun'] : [];

/** Whether a request asks an operation what would happen only. Throws a problem where it says neither yes nor no. */
export function isDryRun({ query }: Pick<FastifyRequest, 'query'>, handler: object): boolean {
  const { dryRun } = query as { dryRun?: unknown };
  if (dryRun === undefined || dryRun === 'false' || !operationOf(handler)?.dryRun) return false;
  if (dryRun === 'true') return true;
  const detail = 'must be true or false';
  throw new Problem('parameter_invalid', undefined, { errors: [{ parameter: 'dryRun', code: 'invalid', detail }] });
}

/**
 * Plays an operation through where it is asked for a dry run: the same code decides, and nothing of it stays. What the rules refuse is the
 * answer; a malformed request, a missing scope or an unknown object fails as usual. [API-DRY-01 … API-DRY-03]
 */
@Injectable()
export class PlayDryRun implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (!isDryRun(request, context.getHandler())) return next.handle();
    return from(play(callOf(request), http.getResponse<FastifyReply>(), next));
  }
}

async function play(call: NativeCall | undefined, reply: FastifyReply, next: CallHandler): Promise<DryRunView> {
  const operation = () => lastValueFrom(next.handle().pipe(defaultIfEmpty(undefined))) as Promise<object | undefined>;
  const completely = async () => {
    const result = await operation();
    return { result, status: reply.statusCode, effect: call ? await effectOf(call) : noEffect };
  };
  try {
    const { value, writes } = await DryRun.perform([], completely);
    // customers and strangers are told of the result alone
    const recorded = call?.customerId === null ? writes.flatMap(({ events }) => events) : [];
    const events = recorded.map(toPublicEvent).filter((event) => event !== undefined);
    const { result, status, effect } = value;
    return told(reply, {
      ...{ allowed: true, code: null, status, checks: [], events: eventsShown(events) },
      ...{ result: shown(result), effect },
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, extras } = error;
    const { status } = codeRow(code);
    if (!decided.has(status)) throw error;
    const checks = (extras.checks ?? []) as DryRunView['checks'];
    return told(reply, { allowed: false, code, status, checks, events: [], result: null, effect: noEffect });
  }
}

/** Of refusals that rules have decided. */
const decided = new Set([409, 412, 422]);

/** Nothing was made, so there is no place of it and no version. */
function told(reply: FastifyReply, answer: Omit<DryRunView, 'object'>): DryRunView {
  reply.removeHeader('location').removeHeader('etag').code(200);
  return { object: 'dryRun', ...answer };
}

/** Secrets are drawn by the call itself: those of a dry run would open nothing. */
function shown(result: object | undefined): Record<string, unknown> | null {
  if (!result) return null;
  const members = without(result as Record<string, unknown>, 'secrets', 'password', 'effect');
  const { data } = members;
  if (!Array.isArray(data)) return members;
  return { ...members, data: (data as Record<string, unknown>[]).map((row) => without(row, 'secrets')) };
}

/** What stops of all licenses that would change. */
async function effectOf(call: NativeCall): Promise<Effect> {
  const run = DryRun.current;
  const streams = [...(run?.changedIn('licenses') ?? []), ...(run?.changedIn('activations') ?? [])];
  const ofLicenses = streams.filter((stream) => /^(license|ledger)-/.test(stream));
  let installationsEnding = 0;
  for (const licenseId of new Set(ofLicenses.map((stream) => Number(keyOf(stream))))) {
    const read = () => readLicense(call.gateway.bus, call.authorId, { licenseId }, call.context());
    const before = await DryRun.outside(read);
    installationsEnding += effectBetween(before, await read()).installationsEnding;
  }
  return { ...noEffect, installationsEnding };
}
