import { type RunningService, type ServiceHost, startService } from '@licet/service-kit';
import { CustomersModule } from './customers.module.ts';

/** Starts the service that owns authors and customers. */
export const startCustomers = (host: ServiceHost): Promise<RunningService> =>
  startService(host, { migrations: [], module: (resources) => CustomersModule.with(resources) });
