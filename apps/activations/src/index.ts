import { sqlMigrations } from '@licet/event-store';
import { type RunningService, type ServiceHost, startService } from '@licet/service-kit';
import { ActivationsModule } from './activations.module.ts';

const migrations = sqlMigrations(new URL('../sql/', import.meta.url), 'activations');

/** Starts the service that decides about the use of licenses. */
export const startActivations = (host: ServiceHost): Promise<RunningService> =>
  startService(host, {
    migrations,
    module: (resources) => ActivationsModule.with(resources),
  });
