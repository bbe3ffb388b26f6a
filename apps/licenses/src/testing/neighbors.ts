import { Handles, type LocalBus } from '@licet/command-bus';
import {
  type AccountFacts,
  AuthorCreated,
  CustomerCreated,
  DeleteCustomer,
  ForgetPersonalAnswers,
  GetAccount,
  GetCustomer,
  GetLedger,
  RegisterCustomer,
  GuardPassword,
  type ReplyOf,
  type RequestOf,
  VerifyCustomerPassword,
  WouldHold,
  defaultAccountSettings,
  emptyContact,
  newUuid,
  newestVersion,
  noReactivations,
} from '@licet/contracts';
import type { EventStore } from '@licet/event-store';
import { type RunningService, type ServiceHost, startService } from '@licet/service-kit';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** The password of every customer here. */
export const customerPassword = 'the password of the customer';

interface Known {
  customers: Map<number, number>;
  accounts: Map<number, AccountFacts>;
  /** Customers that it was told to delete, in order. */
  deleted: number[];
  /** Accounts whose kept answers it was told to forget, in order. */
  forgotten: number[];
  /** What happens before it answers that; false where the customer stays. */
  beforeDelete: (customerId: number) => Promise<boolean>;
}

@Module({})
class NeighborModule {}

/** A `customers` that knows what it is told, with a record that others follow. */
export class NeighborCustomers {
  readonly #known: Known;
  readonly #service: RunningService;

  private constructor(known: Known, service: RunningService) {
    this.#known = known;
    this.#service = service;
  }

  static async start(host: ServiceHost): Promise<NeighborCustomers> {
    const known: Known = {
      customers: new Map(),
      accounts: new Map(),
      deleted: [],
      forgotten: [],
      beforeDelete: () => Promise.resolve(true),
    };
    const controller = customersController(known);
    const service = await startService(host, {
      migrations: [],
      module: () => ({ module: NeighborModule, controllers: [controller] }),
    });
    return new NeighborCustomers(known, service);
  }

  get store(): EventStore {
    return this.#service.store;
  }

  /** Customers that it was told to delete, in order. */
  get deleted(): readonly number[] {
    return this.#known.deleted;
  }

  /** Accounts whose kept answers it was told to forget, in order. */
  get forgotten(): readonly number[] {
    return this.#known.forgotten;
  }

  /** Something that happens while a customer is being deleted; false where he stays nevertheless. */
  whenDeleting(what: (customerId: number) => Promise<boolean>): void {
    this.#known.beforeDelete = what;
  }

  async addAccount(authorId: number, mode: AccountFacts['mode'] = 'live'): Promise<void> {
    this.#known.accounts.set(authorId, { authorId, mode, status: 'open' });
    await this.#record(`author-${authorId}`, 'AuthorCreated', { ...AuthorCreated.sample, authorId, mode });
  }

  /** Of an account that was added before, once. */
  async changeMode(authorId: number, mode: AccountFacts['mode']): Promise<void> {
    this.#known.accounts.set(authorId, { authorId, mode, status: 'open' });
    const data = { authorId, changes: { mode }, settings: {}, at: new Date().toISOString() };
    await this.#record(`author-${authorId}`, 'AccountUpdated', data, 1);
  }

  /** `told: false`: the record is silent, so that only the owner can tell. */
  async addCustomer(customerId: number, authorId: number, told = true): Promise<void> {
    this.#known.customers.set(customerId, authorId);
    if (told)
      await this.#record(`customer-${customerId}`, 'CustomerCreated', {
        ...CustomerCreated.sample,
        customerId,
        authorId,
      });
  }

  close(): Promise<void> {
    return this.#service.close();
  }

  async #record(streamId: string, type: string, data: unknown, expectedVersion = 0): Promise<void> {
    const id = newUuid();
    const metadata = {
      eventId: id,
      time: new Date().toISOString(),
      actor: { kind: 'system' as const, id: 'test' },
      via: 'system' as const,
      authorId: null,
      ...{ requestId: id, correlationId: id, causationId: null },
    };
    const event = { type, schemaVersion: newestVersion.get(type) ?? 1, data, metadata };
    await this.store.append({ streamId, expectedVersion, commandId: id, events: [event] });
  }
}

function customersController(known: Known) {
  const { customers, accounts, deleted } = known;
  @Controller()
  class Customers {
    @Handles(GetCustomer)
    customer({ authorId, customerId }: RequestOf<typeof GetCustomer>): ReplyOf<typeof GetCustomer> {
      if (customers.get(customerId) !== authorId) return { ok: false, refusal: { code: 'not_found' } };
      const uuid = newUuid();
      const times = { createdAt: '', updatedAt: '', erasedAt: null };
      const told = { version: 1, ...times, isDistributor: false, externalId: null, metadata: {} };
      return { ok: true, value: { customerId, uuid, authorId, registered: true, contact: emptyContact, ...told } };
    }

    /** Makes one customer for each license that has none. */
    @Handles(RegisterCustomer)
    register({ authorId, licenseId }: RequestOf<typeof RegisterCustomer>): ReplyOf<typeof RegisterCustomer> {
      const customerId = 100_000 + licenseId;
      customers.set(customerId, authorId);
      return { ok: true, value: { customerId } };
    }

    @Handles(DeleteCustomer)
    async delete({ customerId }: RequestOf<typeof DeleteCustomer>): Promise<ReplyOf<typeof DeleteCustomer>> {
      if (!(await known.beforeDelete(customerId))) return { ok: true, value: { deleted: false } };
      if (customers.delete(customerId)) deleted.push(customerId);
      return { ok: true, value: { deleted: true } };
    }

    @Handles(GetAccount)
    account({ authorId }: RequestOf<typeof GetAccount>): ReplyOf<typeof GetAccount> {
      const facts = accounts.get(authorId);
      if (!facts) return { ok: false, refusal: { code: 'not_found' } };
      const { uuid, name, dnaClientId, ipVendorId } = AuthorCreated.sample;
      const told = {
        sharedUrl: false,
        settings: defaultAccountSettings,
        settingsChangedAt: {},
        version: 1,
        createdAt: '',
        updatedAt: '',
      };
      return { ok: true, value: { ...facts, uuid, name, dnaClientId, ipVendorId, ...told } };
    }

    @Handles(ForgetPersonalAnswers)
    forget({ authorId }: RequestOf<typeof ForgetPersonalAnswers>): ReplyOf<typeof ForgetPersonalAnswers> {
      known.forgotten.push(authorId);
      return { ok: true, value: {} };
    }

    @Handles(VerifyCustomerPassword)
    verify({ password }: RequestOf<typeof VerifyCustomerPassword>): ReplyOf<typeof VerifyCustomerPassword> {
      return { ok: true, value: { matches: password === customerPassword } };
    }
  }
  return Customers;
}

/** An `activations` whose ledgers hold what a test says, and that remembers what it was asked. */
export class NeighborActivations {
  holds = true;
  /** Whether too many wrong passwords came from wherever the calls come from. */
  shut = false;
  readonly asked: RequestOf<typeof WouldHold>[] = [];
  /** First activation of every license. */
  firstActivatedAt: string | null = null;
  readonly #app: INestMicroservice;

  private constructor(app: INestMicroservice) {
    this.#app = app;
  }

  static async start(bus: LocalBus): Promise<NeighborActivations> {
    const self: { now?: NeighborActivations } = {};
    @Controller()
    class Activations {
      @Handles(WouldHold)
      wouldHold(request: RequestOf<typeof WouldHold>): ReplyOf<typeof WouldHold> {
        self.now?.asked.push(request);
        const holds = self.now?.holds ?? true;
        return {
          ok: true,
          value: {
            holds,
            activationsLeft: 1,
            deactivationsLeft: 1,
            counter: null,
            activeInstallations: 0,
            seatsInUse: 0,
            newestMachineAt: null,
          },
        };
      }

      @Handles(GetLedger)
      ledger({ licenseId }: RequestOf<typeof GetLedger>): ReplyOf<typeof GetLedger> {
        const at = self.now?.firstActivatedAt ?? null;
        const told = { firstActivatedAt: at, lastActivatedAt: at, lastCheckAt: at, installations: [], balances: [] };
        const counts = { activationsLeft: 1, deactivationsLeft: 1, counter: null, seatsInUse: 0, version: 1 };
        const machines = { newestMachineAt: at, reactivations: noReactivations };
        return { ok: true, value: { licenseId, ...told, ...counts, ...machines } };
      }

      @Handles(GuardPassword)
      guard(): ReplyOf<typeof GuardPassword> {
        return { ok: true, value: { shut: self.now?.shut ?? false } };
      }
    }
    @Module({ controllers: [Activations] })
    class Root {}
    const app = await NestFactory.createMicroservice(Root, { strategy: bus.server('activations'), logger: false });
    await app.listen();
    return (self.now = new NeighborActivations(app));
  }

  close(): Promise<void> {
    return this.#app.close();
  }
}
