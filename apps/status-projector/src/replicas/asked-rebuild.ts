import type { ServiceResources } from '@licet/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { forgetReadModels } from './read-models.ts';

/** Makes the read models anew where whoever runs the service asks for it at its start: before its consumers begin. */
@Injectable()
export class AskedRebuild implements OnModuleInit {
  constructor(private readonly resources: Pick<ServiceResources, 'host' | 'store'>) {}

  async onModuleInit(): Promise<void> {
    const { host, store } = this.resources;
    if (!host.rebuild || !(await forgetReadModels(store.pool, host.rebuild))) return;
    host.logger.warn({ rebuild: host.rebuild }, 'The read models are made anew.');
  }
}
