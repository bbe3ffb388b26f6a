import type { Decision, LedgerEvent } from '@licet/contracts';
import fc from 'fast-check';
import { activate, check, context, deactivate, opened, transition } from '../testing/examples.ts';
import type { LedgerCommand } from './commands.ts';
import { ledgerDecider } from './ledger.decide.ts';
import { factsOf, type Ledger, type OpenLedger } from './ledger.ts';
import { emptyMap, keysOf, lookUp, put, valuesOf, without } from './persistent-map.ts';

type Step =
  | { kind: 'activate'; machine: number }
  | { kind: 'deactivate' | 'check'; installation: number }
  | { kind: 'staff'; installation: number; to: 'active' | 'deactivated' | 'banned' }
  | { kind: 'change'; by: { add: number } | { set: number } };

const number = fc.integer({ min: 0, max: 12 });
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('activate' as const), machine: number }) },
    fc.record({ kind: fc.constantFrom('deactivate' as const, 'check' as const), installation: number }),
    fc.record({
      ...{ kind: fc.constant('staff' as const), installation: number },
      to: fc.constantFrom('active' as const, 'deactivated' as const, 'banned' as const),
    }),
    fc.record({
      kind: fc.constant('change' as const),
      by: fc.oneof(fc.record({ add: fc.integer({ min: -9, max: 9 }) }), fc.record({ set: fc.nat({ max: 9 }) })),
    }),
  ),
  { maxLength: 60 },
);

function commandOf(step: Step, i: number): LedgerCommand {
  switch (step.kind) {
    case 'activate': {
      const activationData = { xml: '<a/>', identifiers: ['x'], malformed: false };
      return activate({ n: i, machine: [`machine-${step.machine}`], parameters: { activationData } });
    }
    case 'deactivate':
      return deactivate({ n: step.installation });
    case 'check':
      return check({ n: step.installation });
    case 'staff':
      return transition(step.installation, { to: step.to });
    case 'change':
      return {
        ...{ type: 'changeTerms', changes: { activationsLeft: step.by }, claims: 'take' },
        source: { lane: 7, epoch: 1, position: 100 + i },
      };
  }
}

const evolve = (ledger: Ledger, event: LedgerEvent) => ledgerDecider.evolve(ledger, event);

describe('a ledger', () => {
  it.each([true, false])(
    'is never oversold by any sequence of commands, and the record is the state; same machine free: %s [SA-ACT-40, SYS-02, SYS-03]',
    (sameMachineFree) => {
      const world = context({ option: { activation: { sameMachineFree, deactivations: 'unlimited' } } });
      fc.assert(
        fc.property(fc.nat({ max: 6 }), steps, (activationsLeft, walk) => {
          const opening = opened({ activationsLeft });
          const events = [opening];
          let ledger = evolve(ledgerDecider.initialState, opening);
          let limit = activationsLeft;
          walk.forEach((step, i) => {
            const decision: Decision<LedgerEvent> = ledgerDecider.decide(commandOf(step, i), ledger, world);
            if (decision.kind === 'refused') return;
            const before = ledger as OpenLedger;
            ledger = decision.events.reduce(evolve, ledger);
            events.push(...decision.events);
            const after = ledger as OpenLedger;
            // Only its owner moves the limit, which is seats in use and what is left together. [UNI-63, UNI-65]
            if (step.kind === 'change') limit = (after.activationsLeft ?? NaN) + after.seatsInUse;
            expect(after.activationsLeft).toBeGreaterThanOrEqual(0);
            expect((after.activationsLeft ?? NaN) + after.seatsInUse).toBe(limit);
            if ((step.kind === 'activate' || step.kind === 'staff') && before.activationsLeft === 0)
              expect(after.seatsInUse).toBeLessThanOrEqual(before.seatsInUse);
          });
          const folded = events.reduce(evolve, ledgerDecider.initialState);
          expect(folded).toEqual(ledger);
          expect(JSON.parse(JSON.stringify(folded))).toEqual(ledger);
          const active = factsOf(folded as OpenLedger, 1, '2026-03-01T12:00:00.000Z').installations.filter(
            ({ status }) => status === 'active',
          );
          expect(active).toHaveLength((folded as OpenLedger).seatsInUse);
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('a persistent map', () => {
  it('holds what was put and not taken out, like a map, and never changes', () => {
    const key = fc.integer({ min: 0, max: 400 }).map(String);
    const change = fc.record({ key, value: fc.option(fc.nat()) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 500 }), (changes) => {
        const reference = new Map<string, number>();
        let map = emptyMap<number>();
        for (const { key: name, value } of changes) {
          const before = JSON.stringify(map);
          const next = value === null ? without(map, name) : put(map, name, value);
          expect(JSON.stringify(map)).toBe(before);
          map = next;
          if (value === null) reference.delete(name);
          else reference.set(name, value);
        }
        for (const [name, value] of reference) expect(lookUp(map, name)).toBe(value);
        expect([...keysOf(map)].sort()).toEqual([...reference.keys()].sort());
        expect([...valuesOf(map)]).toHaveLength(reference.size);
      }),
      { numRuns: 50 },
    );
  });
});
