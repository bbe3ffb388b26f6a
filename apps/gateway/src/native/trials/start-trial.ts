import { type RequestOf, StartTrial, type StartedTrial } from '@licet/contracts';
import { Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callContext } from '../../shared/call-context.ts';
import { settled } from '../../shared/fence.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { readLicense } from '../../shared/license-reading.ts';
import { Requires, unauthenticated } from '../http/authenticate.ts';
import { EitherController } from '../http/either-door.ts';
import { JsonBody } from '../http/json-body.ts';
import { type NativeCall, callOf } from '../http/native-call.ts';
import { NetworkLimits } from '../http/network-limits.ts';
import { Operation } from '../http/operation.ts';
import { Problem, problemOf } from '../http/problem.ts';
import { nameOf, readId } from '../http/resource-id.ts';
import { FailedTries } from '../sign-in/failed-tries.ts';
import { StartTrialBody } from './trial-body.ts';
import { TrialView, trialView } from './trial-view.ts';

type Request = RequestOf<typeof StartTrial>;

@EitherController('trials')
export class StartTrialController {
  readonly #gateway: Gateway;
  readonly #limits: NetworkLimits;
  readonly #failed: FailedTries;

  constructor(@Inject(GATEWAY) gateway: Gateway, limits: NetworkLimits, failed: FailedTries) {
    this.#gateway = gateway;
    this.#limits = limits;
    this.#failed = failed;
  }

  /** 201 with the license that this call has made, 200 with the one that the machine had before. [API-OPT-15] */
  @Post()
  @Operation({
    id: 'createTrial',
    summary: 'Starts the trial of an option on a machine, or tells of the one that it had before.',
    dryRun: true,
    status: 201,
    statusOfKnown: 200,
    answers: TrialView,
    problems: ['not_found', 'option_not_issuable', 'serials_exhausted'],
  })
  @Requires('licenses:create')
  async start(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @JsonBody(StartTrialBody) body: StartTrialBody,
  ): Promise<object> {
    const call = callOf(request);
    const { licenseId, authorId, started } = call
      ? await byKey(call, body)
      : await this.#byAnybody(request, reply, body);
    if (!started) void reply.code(200);
    const context = call?.context() ?? callContext(request, 'native');
    const reading = await readLicense(this.#gateway.bus, authorId, { licenseId }, context);
    if (!reading) throw new Problem('not_found');
    return trialView(reading);
  }

  async #byAnybody(request: FastifyRequest, reply: FastifyReply, body: StartTrialBody): Promise<StartedTrial> {
    await this.#limits.take('trials', request);
    const { bus } = this.#gateway;
    const context = callContext(request, 'native');
    const option = named(body.optionId);
    const answer = option && (await bus.call(StartTrial, requestOf(body, null, option, false), context));
    if (!answer || (!answer.ok && answer.refusal.code === 'unauthenticated'))
      throw await this.#failed.count(request, unauthenticated());
    if (!answer.ok) throw problemOf(answer.refusal);
    if (!(await settled(bus, answer.positions ?? [], context))) void reply.header('licet-consistency', 'pending');
    return answer.value;
  }
}

async function byKey(call: NativeCall, body: StartTrialBody): Promise<StartedTrial> {
  const option = await nameOf(call, 'option', body.optionId);
  return call.change(StartTrial, requestOf(body, call.authorId, option, call.caller.testOnly));
}

/** Undefined for what names no option: nobody is told of those that there are. */
function named(optionId: string) {
  try {
    return readId('option', optionId);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const requestOf = (
  { machine: { fingerprint } }: StartTrialBody,
  authorId: number | null,
  { number, uuid }: ReturnType<typeof readId>,
  isTest: boolean,
): Request => ({
  ...{ authorId, optionId: number, uuid: uuid ?? null, isTest },
  machine: fingerprint.map(({ type, value }) => `${type} ${value}`),
});
