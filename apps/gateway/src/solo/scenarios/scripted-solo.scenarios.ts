import type { AuthenticatedCaller, Code, Reply } from '@licet/contracts';

import { soloServices } from '../services.ts';
import { caller } from './facts.scenarios.ts';
import { ScriptedBus, soloRoutes } from './gateway.scenarios.ts';
import { SoloClient } from './solo-client.scenarios.ts';

export const ok = (value: unknown): Reply<unknown> => ({ ok: true, value });
export const no = (code: Code, facts?: object): Reply<unknown> => ({
  ok: false,
  refusal: { code, ...(facts && { facts: { ...facts } }) },
});

/** The XML services over a scripted bus for all tests of a spec file, each of which begins with these answers and this caller. */
export function scriptedSolo(answers: ScriptedBus['answers'], knownAtFirst: AuthenticatedCaller | null = caller) {
  const bus = new ScriptedBus(answers);
  const callers = { known: knownAtFirst };
  let routes: Awaited<ReturnType<typeof soloRoutes>>;
  beforeAll(async () => {
    routes = await soloRoutes(soloServices, bus, { user: () => Promise.resolve(callers.known) });
  });
  beforeEach(() => {
    callers.known = knownAtFirst;
    bus.asked.length = 0;
    bus.answers = { ...answers };
  });
  afterAll(() => routes.close());
  return { bus, callers, solo: new SoloClient((request) => routes.send(request)) };
}
