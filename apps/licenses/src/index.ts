import { sqlMigrations } from '@licet/event-store';
import { type RunningService, type ServiceHost, startService } from '@licet/service-kit';
import { type Clock, systemClock } from './clock.ts';
import { LicensesModule } from './licenses.module.ts';
import { AccountReplica, CustomerReplica } from './replicas/entities.ts';

/** Starts the service that owns products, options and licenses. `clock`: by which it does what is due by the calendar. */
export const startLicenses = (
  host: ServiceHost,
  { clock = systemClock }: { clock?: Clock } = {},
): Promise<RunningService> =>
  startService(host, {
    migrations: sqlMigrations(new URL('../sql/', import.meta.url), 'licenses'),
    entities: [CustomerReplica, AccountReplica],
    module: (resources) => LicensesModule.with(resources, clock),
  });
