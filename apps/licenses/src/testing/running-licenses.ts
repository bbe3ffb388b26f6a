import { LocalBus } from '@licet/command-bus';
import {
  AddLicense,
  type CallContext,
  CreateOption,
  CreateProduct,
  type OptionSettings,
  type Service,
} from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { type RunningService, type ServiceHost, createLogger } from '@licet/service-kit';
import { TestCaller, createTestDatabase } from '@licet/testing';
import { startLicenses } from '../index.ts';
import { NeighborActivations, NeighborCustomers } from './neighbors.ts';

export const authorId = 1;
export const customerId = 3001;

/** The service as it runs, in-process over a real database, between neighbors that say what a test wants. Calls come by way of SOLO. */
export interface RunningLicenses extends Pick<TestCaller, 'send' | 'value'> {
  bus: LocalBus;
  store: EventStore;
  service: RunningService;
  customers: NeighborCustomers;
  activations: NeighborActivations;
  /** As another pod over the same database is called. It is closed with this one. */
  another(): Promise<Pick<TestCaller, 'send' | 'value'>>;
  close(): Promise<void>;
}

const tester: Partial<CallContext> = { actor: { kind: 'user', id: 'tester' }, via: 'solo', authorId };

/** In databases of its own, gone when it is closed: that of `licenses`, and that of the `customers` next door. */
export async function runLicenses(): Promise<RunningLicenses> {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const bus = new LocalBus();
  const stores: Partial<Record<Service, EventStore>> = {};
  const stream = new LaneStream(stores);
  const hostOf = (service: Service, url: string, on = bus): ServiceHost => ({
    ...{ service, databaseUrl: url, bus: on, stream, kafka: null, transport: on.server(service) },
    ...{ masterKey: Buffer.alloc(32, 7), logger: createLogger({ level: 'silent' }) },
  });
  const customers = await NeighborCustomers.start(hostOf('customers', databases[1].url));
  stores.customers = customers.store;
  const activations = await NeighborActivations.start(bus);
  const service = await startLicenses(hostOf('licenses', databases[0].url));
  await customers.addAccount(authorId);
  await customers.addCustomer(customerId, authorId);

  const others: (() => Promise<void>)[] = [];
  const another = async () => {
    const own = new LocalBus();
    const pod = await startLicenses(hostOf('licenses', databases[0].url, own));
    others.push(() => pod.close().then(() => own.close()));
    return new TestCaller(own, tester);
  };
  const caller = new TestCaller(bus, tester);
  return {
    ...{ bus, store: service.store, service, customers, activations, another },
    send: caller.send.bind(caller),
    value: caller.value.bind(caller),
    close: async () => {
      for (const close of others) await close();
      await service.close();
      await activations.close();
      await customers.close();
      await stream.close();
      await bus.close();
      await Promise.all(databases.map((database) => database.drop()));
    },
  };
}

/** A product with one option, ready to be sold. */
export async function catalogOf(licenses: RunningLicenses, settings: Partial<OptionSettings> = {}) {
  const { productId } = await licenses.value(CreateProduct, { authorId, settings: { name: 'Editor' } });
  const { optionId } = await licenses.value(CreateOption, {
    authorId,
    productId,
    settings: { name: 'One', ...settings },
  });
  return { productId, optionId };
}

export const fields = {
  quantity: 1,
  unitPrice: '49.90',
  activationsLeft: 5,
  deactivationsLeft: 3,
  counter: null,
  currentVersion: '1.2.0.0',
  licenseUpdate: '',
  notes: 'paid by Zwetschke',
  licenseeName: 'Anna Zwetschke',
  licenseeEmail: 'anna@example.com',
  isTest: false,
};

export const addTo = (licenses: RunningLicenses, optionId: number, as?: Partial<CallContext>) =>
  licenses.value(AddLicense, { authorId, optionId, customerId, fields }, as);
