import { Readable } from 'node:stream';
import { type AuthenticatedCaller, soloPermissions } from '@licet/contracts';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { callContext, withOwnDeadline } from '../../shared/call-context.ts';
import { troubleOf } from '../asmx/trouble.ts';
import { SoloCall, type SoloGateway } from '../solo-call.ts';
import { formats } from './formats/formats.ts';
import { primed } from './primed.ts';
import { Fields, logonIn, readForm } from './report-form.ts';
import type { Ask, Permission, Report } from './report.ts';
import { reports } from './reports.ts';
import { requestError, RequestRefused } from './request-error.ts';

const byPage = new Map(reports.map((report) => [report.page.toLowerCase(), report]));

/** Reports for programs, at the addresses of the pages that people read them on. [RPT-03] */
export const reportsPlugin = (gateway: SoloGateway): FastifyPluginCallback =>
  function reportRoutes(instance, _options, done) {
    instance.setErrorHandler((error, request, reply) => {
      const { status, message } = troubleOf(error, gateway, request, reply);
      return reply.code(status).type('text/plain; charset=utf-8').send(message);
    });
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const found = byPage.get((request.params as { page: string }).page.toLowerCase());
      void reply.header('cache-control', 'no-store');
      if (!found) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such report.');
      return answer(found, gateway, request, reply).catch((error: unknown) => {
        if (!(error instanceof RequestRefused)) throw error;
        return reply.type('text/xml; charset=utf-8').send(requestError(error));
      });
    };
    instance.get('/solo/authors/:page', { exposeHeadRoute: false }, handler);
    instance.post('/solo/authors/:page', handler);
    done();
  };

/** The first page is read before the answer begins, so that what cannot be answered is told by status or error, not by a broken file. */
async function answer(
  report: Report,
  gateway: SoloGateway,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = new Fields(request);
  const caller = await admit(report, fields, new SoloCall(gateway, request, reply));
  const form = readForm(fields, caller.authorId, report.months);
  const pages = await primed(report.pages(form, askFor(gateway, request, caller)));
  const { contentType, extension, write } = formats[form.type];
  const name = `${report.page.replace(/\.aspx$/, '')}.${extension}`;
  void reply.type(contentType).header('content-disposition', `attachment; filename="${name}"`);
  return reply.send(Readable.from(logged(write(report, pages), gateway, request)));
}

/** Whoever has logged on and may read the report. [AUTH-01 … AUTH-05, RPT-07] */
async function admit(report: Report, fields: Fields, call: SoloCall): Promise<AuthenticatedCaller> {
  if (!fields.isTrue('WebServiceLogin')) throw new RequestRefused('WebServiceLoginRequired');
  const caller = await call.logon(logonIn(fields), { writes: false });
  if (!caller) throw new RequestRefused('InvalidLogin');
  if (!report.permissions.some((permission) => holds(caller, permission))) throw new RequestRefused('AccessDenied');
  return caller;
}

const holds = ({ scopes }: AuthenticatedCaller, permission: Permission): boolean =>
  soloPermissions[permission].every((scope) => scopes.includes(scope));

const askFor =
  ({ bus }: SoloGateway, request: FastifyRequest, caller: AuthenticatedCaller): Ask =>
  async (definition, asked) => {
    const reply = await bus.call(definition, asked, withOwnDeadline(callContext(request, 'solo', caller)));
    if (!reply.ok) throw new Error(`${definition.name} refused: ${reply.refusal.code}`);
    return reply.value;
  };

/** Nobody hears of what goes wrong in the middle of an answer but those who read the log. */
async function* logged<T>(chunks: AsyncGenerator<T>, { logger }: SoloGateway, { id }: FastifyRequest) {
  try {
    yield* chunks;
  } catch (error) {
    logger.error({ requestId: id, err: error }, 'A report broke off.');
    throw error;
  }
}
