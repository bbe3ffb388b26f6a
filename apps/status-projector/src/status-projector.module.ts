import { EventStore } from '@licet/event-store';
import type { ServiceResources } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { type DynamicModule, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CountObjectsHandler } from './count-objects/count-objects.ts';
import { FindInstallationsHandler } from './find-installations/find-installations.ts';
import { GetLicenseHistoryHandler } from './get-license-history/get-license-history.ts';
import { FeedCursorsHandler } from './list-events/feed-cursors.ts';
import { ListEventsHandler } from './list-events/list-events.ts';
import { ListInstallationTransitionsHandler } from './list-installation-transitions/list-installation-transitions.ts';
import { ListObjectEventsHandler } from './list-object-events/list-object-events.ts';
import { ListObjectsHandler } from './list-objects/list-objects.ts';
import { ListLicensesOfCustomerHandler } from './list-licenses-of-customer/list-licenses-of-customer.ts';
import { AskedRebuild } from './replicas/asked-rebuild.ts';
import { ListConnections } from './replicas/list-connections.ts';
import { customerReadModel } from './replicas/project-customers.ts';
import { licenseWords } from './replicas/project-words.ts';
import { readModelConsumers } from './replicas/read-models.ts';
import { ReportActivationsHandler } from './report-activations/report-activations.ts';
import { ReportCatalogHandler } from './report-catalog/report-catalog.ts';
import { ReportInstallationsHandler } from './report-installations/report-installations.ts';
import { SumInvoicesHandler } from './report-invoices/sum-invoices.ts';
import { ReportLicensesHandler } from './report-licenses/report-licenses.ts';
import { SumLicensesHandler } from './report-licenses/sum-licenses.ts';
import { SearchCustomersHandler } from './search-customers/search-customers.ts';
import { StatusRefresher } from './replicas/status-refresher.ts';

/** What it looks like: unified status, lists, history and the feed, all derived from the records of the others. */
@Module({})
export class StatusProjectorModule {
  static with(resources: ServiceResources): DynamicModule {
    const { host, store, vault, dataSource, consumers } = resources;
    consumers.add(customerReadModel(resources));
    consumers.add(licenseWords(resources));
    for (const consumer of readModelConsumers(host.stream, store.pool, host.logger)) consumers.add(consumer);
    return {
      module: StatusProjectorModule,
      controllers: [
        ListEventsHandler,
        FeedCursorsHandler,
        ListObjectsHandler,
        ListObjectEventsHandler,
        CountObjectsHandler,
        FindInstallationsHandler,
        ListInstallationTransitionsHandler,
        GetLicenseHistoryHandler,
        SearchCustomersHandler,
        ListLicensesOfCustomerHandler,
        ReportLicensesHandler,
        SumLicensesHandler,
        SumInvoicesHandler,
        ReportActivationsHandler,
        ReportInstallationsHandler,
        ReportCatalogHandler,
      ],
      providers: [
        { provide: EventStore, useValue: store },
        { provide: Vault, useValue: vault },
        { provide: DataSource, useValue: dataSource },
        { provide: AskedRebuild, useValue: new AskedRebuild(resources) },
        { provide: ListConnections, useValue: new ListConnections(host.databaseUrl) },
        { provide: StatusRefresher, useValue: new StatusRefresher(store.pool, host.logger) },
      ],
    };
  }
}
