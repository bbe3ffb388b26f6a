import type { CommandBus } from '@licet/command-bus';
import { createLogger, loadConfig } from '@licet/service-kit';
import { Get, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { authenticates, known } from '../../scenarios/scripted-gateway.scenarios.ts';
import { SignInGate } from '../../shared/sign-in-gate.ts';
import { Callers } from '../../shared/callers.ts';
import { GATEWAY } from '../../shared/gateway.ts';
import { httpAdapter } from '../../shared/http-server.ts';
import { ScriptedBus } from '../../solo/scenarios/gateway.scenarios.ts';
import { operationObject } from '../openapi/operation-object.ts';
import { AnswerHook } from './answer-hook.ts';
import { ForEveryKey, NativeController } from './authenticate.ts';
import { MethodsOffered } from './methods-offered.ts';
import { Operation } from './operation.ts';
import { Problem } from './problem.ts';
import { ProblemFilter } from './problem-filter.ts';
import { RateLimits } from './rate-limits.ts';
import { tellUnreadable } from './tell-problem.ts';

const deprecated = { since: '2026-12-01', sunset: '2027-06-30' };

@NativeController('fixtures')
class FixtureController {
  @Get('old')
  @Operation({ id: 'oldOne', summary: 'Goes away.', deprecated })
  @ForEveryKey()
  old(): object {
    return {};
  }

  @Get('gone')
  @Operation({ id: 'oldFailure', summary: 'Goes away, and finds nothing.', deprecated })
  @ForEveryKey()
  gone(): object {
    throw new Problem('not_found');
  }

  @Get('new')
  @Operation({ id: 'newOne', summary: 'Stays.' })
  @ForEveryKey()
  stays(): object {
    return {};
  }
}

const bus = new ScriptedBus({ AuthenticateKey: authenticates() }) as unknown as CommandBus;
const config = loadConfig({});
const gateway = {
  bus,
  config,
  logger: createLogger({ level: 'silent' }),
  callers: new Callers(bus),
  signIns: new SignInGate(),
};

@Module({
  controllers: [FixtureController],
  providers: [
    { provide: GATEWAY, useValue: gateway },
    RateLimits,
    MethodsOffered,
    AnswerHook,
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
class FixtureModule {}

describe('an operation that is declared deprecated', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(FixtureModule, httpAdapter(config, [], tellUnreadable), {
      logger: false,
      abortOnError: false,
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const authorization = `Bearer lk_live_${known.native.keyId}_${known.native.secret}`;
  const ask = (name: string, headers: Record<string, string> = { authorization }) =>
    app.inject({ url: `/api/v1/fixtures/${name}`, headers });
  const told = { deprecation: '@1796083200', sunset: 'Wed, 30 Jun 2027 00:00:00 GMT' };

  it('says so, and when it ends, on every answer, problems too [API-VER-03]', async () => {
    for (const [name, status] of [
      ['old', 200],
      ['gone', 404],
    ] as const) {
      const answer = await ask(name);
      expect([answer.statusCode, answer.headers]).toEqual([status, expect.objectContaining(told)]);
    }
    const stranger = await ask('old', {});
    expect([stranger.statusCode, stranger.headers]).toEqual([401, expect.objectContaining(told)]);
  });

  it('is the only one that does [API-VER-03]', async () => {
    const { statusCode, headers } = await ask('new');
    expect([statusCode, headers.deprecation, headers.sunset]).toEqual([200, undefined, undefined]);
  });

  it('is marked in the API document', () => {
    const shown = (name: 'old' | 'stays') => {
      const handler = Object.getOwnPropertyDescriptor(FixtureController.prototype, name)?.value as object;
      return operationObject({ method: 'get', path: '/api/v1/fixtures/x', handler });
    };
    expect(shown('old')).toMatchObject({ operationId: 'oldOne', deprecated: true });
    expect(shown('stays')).not.toHaveProperty('deprecated');
  });

  it('cannot be declared to end within 180 days [API-VER-03]', () => {
    const ending = (sunset: string) => () =>
      Operation({ id: 'x', summary: '', deprecated: { since: '2026-01-01', sunset } });
    expect(ending('2026-06-29')).toThrow('x would end less than 180 days after it was deprecated.');
    expect(ending('soon')).toThrow();
    expect(ending('2026-06-30')).not.toThrow();
  });
});
