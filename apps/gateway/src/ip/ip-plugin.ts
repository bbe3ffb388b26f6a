import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf } from '../shared/body.ts';
import { callContext } from '../shared/call-context.ts';
import { type Failure, failureOf, logFailure } from '../shared/errors.ts';
import type { Gateway } from '../shared/gateway.ts';
import { readLenientJson } from '../shared/lenient-json.ts';
import { pathOf } from '../shared/target.ts';
import { access } from './access.ts';
import { type IpAnswer, type IpOperation, isRefused, refused } from './ip-operation.ts';
import { functionOf, isIpPath } from './ip-path.ts';
import { licenseCodeDetails } from './license-code-details.ts';

export const ipEntrance = { route: '/~ip', owns: isIpPath };
export const ipOperations: readonly IpOperation[] = [licenseCodeDetails];
const byName = new Map(ipOperations.map((operation) => [operation.name.toLowerCase(), operation]));
const largestBody = 64 * 1024; // [RC-JSON-07]

/** The IntelliProtector dialect behind its entrance, with an error handler of its own. [RC-ROUTE-01] */
export const ipPlugin = (gateway: Gateway): FastifyPluginCallback =>
  function ip(instance, _options, done) {
    instance.setErrorHandler((error, request, reply) => {
      const failure = failureOf(error, request.id);
      logFailure(gateway.logger, 'ip', error, failure);
      return tellFailure(reply, failure, operationOf(request));
    });
    instance.route({
      url: ipEntrance.route,
      method: instance.supportedMethods,
      bodyLimit: largestBody,
      exposeHeadRoute: false,
      handler: (request, reply) => handle(gateway, request, reply),
    });
    done();
  };

const operationOf = (request: FastifyRequest): IpOperation | undefined => byName.get(functionOf(pathOf(request)) ?? '');

/** A handled call is HTTP 200, whatever came of it. [IP-HTTP-01 … IP-HTTP-04] */
async function handle(gateway: Gateway, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const operation = operationOf(request);
  if (!operation) return tell(reply.code(404), undefined, refused('Error', 'There is no such function.'));
  if (request.method !== 'POST') {
    void reply.code(405).header('allow', 'POST');
    return tell(reply, operation, refused('Error', `${operation.name} is called by POST.`));
  }
  return tell(reply, operation, await answer(gateway, operation, request));
}

/** The first check that fails answers. [IP-AUTH-09] */
async function answer({ bus, callers }: Gateway, operation: IpOperation, request: FastifyRequest): Promise<IpAnswer> {
  const json = readLenientJson(bodyOf(request), request.headers['content-encoding']);
  if (!json) return refused('Error', 'The body is not a JSON object.');
  const caller = await access(json, callers, callContext(request, 'ip'));
  if (isRefused(caller)) return caller;
  return operation.answer({
    bus,
    context: callContext(request, 'ip', caller),
    authorId: caller.authorId,
    request: json,
  });
}

/** ResponseDetails is the last member, and on failure every payload member is null. [IP-ENV-01 … IP-ENV-05] */
function tell(reply: FastifyReply, operation: IpOperation | undefined, answer: IpAnswer): FastifyReply {
  const failed = isRefused(answer);
  const payload = failed ? Object.fromEntries((operation?.payload ?? []).map((name) => [name, null])) : answer.payload;
  const ResponseDetails = failed
    ? { ResponseStatus: answer.status, Message: answer.message }
    : { ResponseStatus: 'Success', Message: 'Success' };
  return reply
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ ...payload, ResponseDetails }));
}

/** Faults are HTTP 500 with the request id to ask the operator about. [IP-HTTP-06] */
function tellFailure(
  reply: FastifyReply,
  { status, requestId, retryAfter }: Failure,
  operation: IpOperation | undefined,
): FastifyReply {
  if (retryAfter !== null) void reply.header('retry-after', retryAfter);
  const message = status < 500 ? 'The request cannot be read.' : `Internal error, request ${requestId}.`;
  return tell(reply.code(status < 500 ? status : 500), operation, refused('Error', message));
}
