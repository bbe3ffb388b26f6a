import { type PublicEvent, codeRow, toPublicEvent } from '@licet/contracts';
import { DryRun } from '@licet/dry-run';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, defaultIfEmpty, from, lastValueFrom } from 'rxjs';
import { without } from '../../shared/without.ts';
import { type DryRunView, eventsShown } from './dry-run-view.ts';
import { callOf } from './native-call.ts';
import { operationOf } from './operation.ts';
import { Problem } from './problem.ts';

/** Query parameters that an operation has for being one that writes. [API-DRY-01] */
export const writingParameters = (handler: object): readonly string[] =>
  operationOf(handler)?.dryRun ? ['dryRun'] : [];

/** Whether a request asks what would happen only. Throws a problem where it says neither yes nor no. */
export function isDryRun({ query }: Pick<FastifyRequest, 'query'>): boolean {
  const { dryRun } = query as { dryRun?: unknown };
  if (dryRun === undefined || dryRun === 'false') return false;
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
    const dry = operationOf(context.getHandler())?.dryRun === true && isDryRun(request);
    return dry ? from(play(request, http.getResponse<FastifyReply>(), next)) : next.handle();
  }
}

async function play(request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<DryRunView> {
  const operation = () => lastValueFrom(next.handle().pipe(defaultIfEmpty(undefined))) as Promise<object | undefined>;
  try {
    const { value: result, writes } = await DryRun.perform([], operation);
    const status = reply.statusCode;
    const recorded = mayReadEvents(request) ? writes.flatMap(({ events }) => events) : [];
    const events = recorded.map(toPublicEvent).filter((event) => event !== undefined);
    const effect = effectOf(result, events);
    return told(reply, {
      allowed: true,
      code: null,
      status,
      checks: [],
      events: eventsShown(events),
      result: shown(result),
      effect,
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status } = codeRow(error.code);
    if (!decided.has(status)) throw error;
    const checks = (error.extras.checks ?? []) as DryRunView['checks'];
    return told(reply, {
      allowed: false,
      code: error.code,
      status,
      checks,
      events: [],
      result: null,
      effect: noEffect,
    });
  }
}

/** Customers and strangers are told of the result alone. */
const mayReadEvents = (request: FastifyRequest): boolean => callOf(request)?.customerId === null;

/** Of refusals that rules have decided. */
const decided = new Set([409, 412, 422]);
const noEffect = { installationsEnding: 0, sessionsEnding: 0 };

/** Nothing was made, so there is no place of it and no version. */
function told(reply: FastifyReply, answer: Omit<DryRunView, 'object'>): DryRunView {
  reply.removeHeader('location').removeHeader('etag').code(200);
  return { object: 'dryRun', ...answer };
}

/** Secrets are drawn by the call itself: those of a dry run would open nothing. */
function shown(result: object | undefined): Record<string, unknown> | null {
  if (!result) return null;
  const members = without(result as Record<string, unknown>, 'secrets', 'effect');
  const { data } = members;
  return {
    ...members,
    ...(Array.isArray(data) && { data: (data as Record<string, unknown>[]).map((row) => without(row, 'secrets')) }),
  };
}

/** What stops: as the operation tells it, or by what would be recorded of installations. */
function effectOf(result: object | undefined, events: readonly PublicEvent[]): DryRunView['effect'] {
  const { effect, released } = (result ?? {}) as { effect?: DryRunView['effect']; released?: number };
  return effect ?? { ...noEffect, installationsEnding: released ?? events.filter(endsInstallation).length };
}

const endsInstallation = ({ subject, changes }: PublicEvent): boolean =>
  subject.object === 'installation' && changes.some(({ path, before }) => path === '/status' && before === 'active');
