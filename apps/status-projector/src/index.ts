import { sqlMigrations } from '@licet/event-store';
import { type RunningService, type ServiceHost, startService } from '@licet/service-kit';
import { entities } from './replicas/entities.ts';
import { StatusProjectorModule } from './status-projector.module.ts';

const migrations = sqlMigrations(new URL('../sql/', import.meta.url), 'StatusProjector');

/** Starts the service that shows what the others know. */
export const startStatusProjector = (host: ServiceHost): Promise<RunningService> =>
  startService(host, { migrations, entities, module: (resources) => StatusProjectorModule.with(resources) });
