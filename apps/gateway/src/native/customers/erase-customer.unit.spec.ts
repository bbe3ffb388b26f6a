import type { CommandBus } from '@licet/command-bus';
import { createLogger, loadConfig } from '@licet/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createGateway } from '../../index.ts';
import { ScriptedBus } from '../../solo/scenarios/gateway.scenarios.ts';
import { olderServices, soloServices } from '../../solo/services.ts';
import { MethodsOffered } from '../http/methods-offered.ts';

let gateway: NestFastifyApplication;
beforeAll(async () => {
  gateway = await createGateway({
    config: { ...loadConfig({}), port: 0 },
    bus: new ScriptedBus({}) as unknown as CommandBus,
    logger: createLogger({ level: 'silent' }),
    health: () => Promise.resolve(true),
  });
});
afterAll(() => gateway.close());

it('no door deletes a customer; erasing personal data is an operation of its own [CU-08]', () => {
  const routes = gateway.get(MethodsOffered).all.filter((route) => /\/customers(\/|$)/.test(route));
  expect(routes).toContain('POST /api/v1/customers/:id/erase');
  expect(routes.filter((route) => route.startsWith('DELETE '))).toEqual([]);
  const operations = [...soloServices, ...olderServices].flatMap((service) =>
    service.operations.map(({ name }) => name),
  );
  expect(operations.filter((name) => /(delete|remove|erase|purge).*customer/i.test(name))).toEqual([]);
});
