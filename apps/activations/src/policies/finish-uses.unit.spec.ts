import type { EventStore } from '@licet/event-store';
import { createLogger, type ServiceResources } from '@licet/service-kit';
import { FinishUses } from './finish-uses.ts';
import type { UseSteps } from './use-steps.ts';

const claims = Array.from({ length: 250 }, (_, i) => ({ key: String(1000 + i), streamId: `ledger-${4001 + i}` }));
const store = {
  holdersIn: (_: string, { after, limit }: { after: string; limit: number }) =>
    Promise.resolve(claims.filter(({ key }) => key > after).slice(0, limit)),
} as unknown as EventStore;
const resources = { host: { logger: createLogger({ level: 'silent' }) } } as unknown as ServiceResources;

describe('finishing consumptions of license and customer', () => {
  it('gets to every one of them at each look, whichever others fail [API-BAL-02, design 3]', async () => {
    const tried: number[] = [];
    const steps = {
      finishAll: (licenseId: number) => {
        tried.push(licenseId);
        return licenseId < 4150
          ? Promise.reject(new Error('Another process was faster three times.'))
          : Promise.resolve();
      },
    } as unknown as UseSteps;
    await new FinishUses(resources, store, steps).finish();
    expect(tried).toEqual(claims.map((_, i) => 4001 + i));
  });
});
