import { sqlMigrations } from '@licet/event-store';
import { type RunningService, type ServiceHost, startService } from '@licet/service-kit';
import { CustomersModule } from './customers.module.ts';

/** Starts the service that owns authors and customers. */
export const startCustomers = (host: ServiceHost): Promise<RunningService> =>
  startService(host, {
    migrations: sqlMigrations(new URL('../sql/', import.meta.url), 'customers'),
    module: (resources) => CustomersModule.with(resources),
  });
