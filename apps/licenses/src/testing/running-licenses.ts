import { LocalBus } from '@licet/command-bus';
import {
  AddLicense,
  type CallContext,
  type CallDefinition,
  CreateOption,
  CreateProduct,
  type OptionSettings,
  type ReplyOf,
  type RequestOf,
  type Service,
  newUuid,
  scopes,
} from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { LaneStream } from '@licet/event-stream';
import { type RunningService, type ServiceHost, createLogger } from '@licet/service-kit';
import { startLicenses } from '../index.ts';
import { NeighbourActivations, NeighbourCustomers } from './neighbours.ts';

type Value<D> = Extract<ReplyOf<D>, { ok: true }>['value'];
type As = Partial<CallContext>;

export const authorId = 1;
export const customerId = 3001;

/** The service as it runs, in-process over a real database, between neighbours that say what a test wants. */
export interface RunningLicenses {
  bus: LocalBus;
  store: EventStore;
  service: RunningService;
  customers: NeighbourCustomers;
  activations: NeighbourActivations;
  /** Sends by way of SOLO with every scope unless told otherwise. */
  send<D extends CallDefinition>(definition: D, request: RequestOf<D>, as?: As): Promise<ReplyOf<D>>;
  /** Like `send`, for calls that must succeed; answers the value. */
  value<D extends CallDefinition>(definition: D, request: RequestOf<D>, as?: As): Promise<Value<D>>;
  close(): Promise<void>;
}

/** Two databases: that of `licenses`, and that of the `customers` next door. */
export async function runLicenses(databaseUrl: string, customersUrl: string): Promise<RunningLicenses> {
  const bus = new LocalBus();
  const stores: Partial<Record<Service, EventStore>> = {};
  const stream = new LaneStream(stores);
  const hostOf = (service: Service, url: string): ServiceHost => ({
    ...{ service, databaseUrl: url, bus, stream, kafka: null, transport: bus.server(service) },
    ...{ masterKey: Buffer.alloc(32, 7), logger: createLogger({ level: 'silent' }) },
  });
  const customers = await NeighbourCustomers.start(hostOf('customers', customersUrl));
  stores.customers = customers.store;
  const activations = await NeighbourActivations.start(bus);
  const service = await startLicenses(hostOf('licenses', databaseUrl));
  await customers.addAccount(authorId);
  await customers.addCustomer(customerId, authorId);

  const send: RunningLicenses['send'] = (definition, request, as) => bus.call(definition, request, callContext(as));
  return {
    ...{ bus, store: service.store, service, customers, activations, send },
    value: async (definition, request, as) => {
      const reply = await send(definition, request, as);
      if (!reply.ok) throw new Error(`${definition.name} was refused: ${JSON.stringify(reply.refusal)}`);
      return reply.value;
    },
    close: async () => {
      await service.close();
      await activations.close();
      await customers.close();
      await stream.close();
      await bus.close();
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

export const addTo = (licenses: RunningLicenses, optionId: number, as?: As) =>
  licenses.value(AddLicense, { authorId, optionId, customerId, fields }, as);

const callContext = (changes: As = {}): CallContext => ({
  commandId: newUuid(),
  requestId: newUuid(),
  correlationId: newUuid(),
  causationId: null,
  actor: { kind: 'user', id: 'tester' },
  via: 'solo',
  authorId,
  scopes,
  address: null,
  deadline: Date.now() + 10_000,
  ...changes,
});
