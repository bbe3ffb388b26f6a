import type { AuthenticatedCaller } from '@licet/contracts';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { callContext } from '../shared/call-context.ts';
import { type Failure, failureOf, logFailure } from '../shared/errors.ts';
import type { Gateway } from '../shared/gateway.ts';
import { pathOf } from '../shared/target.ts';
import { readBasic } from './dna-credential.ts';
import { type DnaAnswer, type DnaOperation, isRefused, refused } from './dna-operation.ts';
import { dnaSegments, isDnaPath, matchPath } from './dna-path.ts';
import { licenseStatus } from './license-status.ts';
import { isPlainHttpAllowed } from './plain-http.ts';

export const dnaEntrance = { route: '/~dna', owns: isDnaPath };
export const dnaOperations: readonly DnaOperation[] = [licenseStatus];
const largestBody = 64 * 1024; // [RC-JSON-07]

/** The software_DNA dialect behind its entrance, with an error handler of its own. [RC-ROUTE-01] */
export const dnaPlugin = (gateway: Gateway): FastifyPluginCallback =>
  function dna(instance, _options, done) {
    instance.setErrorHandler(async (error, request, reply) => {
      const failure = failureOf(error, request.id);
      logFailure(gateway.logger, 'dna', error, failure);
      if (failure.code !== 'body_too_large') return tellFailure(reply, failure);
      return tell(reply, await answer(gateway, request, reply, { tooLarge: true }));
    });
    instance.route({
      url: dnaEntrance.route,
      method: instance.supportedMethods,
      bodyLimit: largestBody,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const tooLarge = Number(request.headers['content-length'] ?? 0) > largestBody;
        return tell(reply, await answer(gateway, request, reply, { tooLarge }));
      },
    });
    done();
  };

/** The first check that fails answers. [DNA-ERR-08] */
async function answer(
  gateway: Gateway,
  request: FastifyRequest,
  reply: FastifyReply,
  { tooLarge }: { tooLarge: boolean },
): Promise<DnaAnswer> {
  if (request.protocol !== 'https' && !isPlainHttpAllowed(gateway.config)) return refused(403, 'HTTPS required');
  const caller = await callerOf(gateway, request);
  if (!caller) {
    void reply.header('www-authenticate', 'Basic realm="software_DNA", charset="UTF-8"');
    return refused(401, 'Invalid credentials');
  }
  const segments = dnaSegments(pathOf(request)) ?? [];
  const matches = dnaOperations.flatMap((operation) => {
    const parameters = matchPath(operation.path, segments);
    return parameters ? [{ operation, parameters }] : [];
  });
  if (matches.length === 0) return refused(404, 'No such resource');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const match = matches.find(({ operation }) => operation.method === method);
  if (!match) {
    void reply.header('allow', matches.flatMap(({ operation }) => verbs(operation)).join(', '));
    return refused(405, 'Method not allowed');
  }
  if (tooLarge) return refused(413, 'Body above 64 KiB');
  const { operation, parameters } = match;
  const { bus } = gateway;
  return operation.answer({ bus, context: callContext(request, 'dna', caller), authorId: caller.authorId, parameters });
}

const verbs = ({ method }: DnaOperation): string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

/** One answer for whatever is wrong with the credential, its account or what it may do. [DNA-AUTH-02, DNA-AUTH-04, DNA-AUTH-09] */
async function callerOf({ callers }: Gateway, request: FastifyRequest): Promise<AuthenticatedCaller | undefined> {
  const basic = readBasic(request.headers.authorization);
  if (!basic) return undefined;
  const found = await callers.key('dna', basic.clientId, basic.key, callContext(request, 'dna'));
  if ('refusal' in found || found.account.status === 'closed') return undefined;
  return found.scopes.includes('licenses:read') ? found : undefined;
}

function tell(reply: FastifyReply, answer: DnaAnswer): FastifyReply {
  void reply.code(answer.status).header('cache-control', 'no-store');
  if (isRefused(answer)) return json(reply, { Message: answer.message });
  return answer.body ? json(reply, answer.body) : reply.send();
}

/** Broken infrastructure is 500 here, with the request id to ask the operator about. [DNA-HTTP-16, DNA-ERR-01] */
function tellFailure(reply: FastifyReply, { status, requestId, retryAfter }: Failure): FastifyReply {
  if (retryAfter !== null) void reply.header('retry-after', retryAfter);
  const Message = status < 500 ? 'The request cannot be read' : `Internal error, request ${requestId}`;
  return json(reply.code(status < 500 ? status : 500).header('cache-control', 'no-store'), { Message });
}

/** Always JSON, whatever was asked for. [RC-JSON-01, RC-JSON-02] */
const json = (reply: FastifyReply, body: object): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
