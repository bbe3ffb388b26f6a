import { type CommandBus, ServiceUnavailable } from '@licet/command-bus';
import {
  type AskForLicenses,
  type FindKeySet,
  type CallContext,
  type CallDefinition,
  type CustomerEvent,
  type DomainEvent,
  type AuthorEvent,
  type EventMetadata,
  type EventOf,
  type FindLicense,
  LicenseAdded,
  type LicenseChanges,
  type LicenseEvent,
  defaultProduct,
  newestVersion,
  newUuid,
  objectUuid,
  type OptionEvent,
  type Position,
  type ProductEvent,
  type ProductSettings,
  purposes,
  type ReplyOf,
  type RequestOf,
  type Service,
  type VerifyCustomerPassword,
} from '@licet/contracts';
import { EventStore, eventStoreMigrations, type Write } from '@licet/event-store';
import { eventStreamMigrations } from '@licet/event-stream';
import { Vault, vaultMigrations } from '@licet/vault';
import { DataSource } from 'typeorm';
import { option } from './examples.ts';

export const masterKey = Buffer.alloc(32, 7);
type Added = EventOf<typeof LicenseAdded>['data'];
type OwnedEvent = LicenseEvent | ProductEvent | OptionEvent | AuthorEvent | CustomerEvent;

/** `licenses` and `customers` as far as activations sees them: real records with hand-made events, and answers made from them. */
export class Owners {
  /** Services that nobody can reach. */
  readonly away = new Set<Service>();
  /** Calls that were answered, by name. */
  readonly asked: string[] = [];
  /** Right password of every customer. */
  customerPassword = 'customer secret';
  #nextLicense = 4001;

  private constructor(
    readonly licenses: EventStore,
    readonly customers: EventStore,
    private readonly vault: Vault,
  ) {}

  static async open(urls: { licenses: string; customers: string }): Promise<Owners> {
    await Promise.all([migrate(urls.licenses), migrate(urls.customers)]);
    const licenses = await EventStore.open({ url: urls.licenses, service: 'licenses' });
    const customers = await EventStore.open({ url: urls.customers, service: 'customers' });
    const nobody = () => Promise.reject(new Error('No other owner is asked for keys'));
    const vault = await Vault.open({ masterKey, service: 'licenses', pool: licenses.pool, fetchKeys: nobody });
    const owners = new Owners(licenses, customers, vault);
    await owners.tellShared();
    return owners;
  }

  async close(): Promise<void> {
    await Promise.all([this.licenses.close(), this.customers.close()]);
  }

  /** Records that a license was added; its activation password is `secret`. */
  async addLicense(changes: Partial<Added> = {}): Promise<{ licenseId: number; key: string; at: Position }> {
    const licenseId = changes.licenseId ?? this.#nextLicense++;
    const streamId = `license-${licenseId}`;
    const key = `KEY-${licenseId}`;
    const data: Added = {
      ...LicenseAdded.sample,
      ...{ licenseId, uuid: objectUuid(licenseId), key },
      activationPassword: await this.sealedPassword(licenseId),
      activationPasswordVerifier: this.vault.randomSecretVerifier(purposes.activationPassword, 'secret'),
      ...changes,
    };
    return { licenseId, key: data.key, at: await this.tell(streamId, { type: 'LicenseAdded', data }) };
  }

  /** The activation password `secret`, sealed for the license. */
  sealedPassword(licenseId: number) {
    return this.vault.seal(this.vault.subject(`license-${licenseId}`), 'secret');
  }

  /** Records a change of a license. */
  change(licenseId: number, changes: LicenseChanges): Promise<Position> {
    const { productId, authorId } = LicenseAdded.sample;
    const data = { licenseId, uuid: objectUuid(licenseId), authorId, productId, changes, at: new Date().toISOString() };
    return this.tell(`license-${licenseId}`, { type: 'LicenseUpdated', data });
  }

  /** Records an event in the owner's record. */
  async tell(streamId: string, event: OwnedEvent): Promise<Position> {
    const store = /^(author|customer)-/.test(streamId) ? this.customers : this.licenses;
    const [commandId, eventId] = [newUuid(), newUuid()];
    const metadata = { eventId, time: new Date().toISOString(), authorId: 1, ...noCause };
    const schemaVersion = newestVersion.get(event.type) ?? 1;
    const { type, data }: DomainEvent = event;
    const events: Write['events'] = [{ type, data, schemaVersion, metadata }];
    const outcome = await store.append({ streamId, expectedVersion: 'any', commandId, events });
    if (outcome.kind !== 'appended') throw new Error(`Not appended: ${outcome.kind}`);
    const { lane, epoch, position } = outcome;
    return { service: store.service, lane, epoch, position };
  }

  /** A bus by which activations reaches these owners. */
  bus(): CommandBus {
    const call = async (definition: CallDefinition, request: unknown, context: CallContext): Promise<unknown> => {
      if (this.away.has(definition.service)) throw new ServiceUnavailable(definition.service, 'it is away');
      this.asked.push(definition.name);
      return { ok: true, value: await this.answer(definition.name, request as never, context) };
    };
    const unknown = (error: unknown): unknown => {
      if (error instanceof NotFound) return { ok: false, refusal: { code: 'not_found' } };
      throw error;
    };
    const bus = {
      call: (definition: CallDefinition, request: unknown, context: CallContext) =>
        call(definition, request, context).catch(unknown),
      everyPod: () => Promise.reject(new Error('Nobody asks every pod here')),
      close: () => Promise.resolve(),
    };
    return bus as unknown as CommandBus;
  }

  private answer(name: string, request: never, context: CallContext): Promise<unknown> {
    if (context.deadline < Date.now()) throw new Error(`${name} came too late`);
    switch (name) {
      case 'licenses.Heads':
        return this.licenses.heads();
      case 'customers.Heads':
        return this.customers.heads();
      case 'licenses.DataKeys':
        return this.vault.wrappedKeys((request as { subjects: string[] }).subjects);
      case 'AskForLicenses':
        return this.askForLicenses(request);
      case 'FindLicense':
        return this.findLicense(request);
      case 'FindKeySet':
        return this.findKeySet((request as RequestOf<typeof FindKeySet>).encryptionKeyId);
      case 'VerifyCustomerPassword':
        return Promise.resolve({
          matches: (request as RequestOf<typeof VerifyCustomerPassword>).password === this.customerPassword,
        });
      default:
        throw new Error(`Nobody answers ${name} here`);
    }
  }

  private async findKeySet(encryptionKeyId: string) {
    const events = await this.customers.readStream('author-1');
    const known = events.some(
      ({ type, data }) =>
        type === 'KeySetChanged' && (data as { encryptionKeyId: string }).encryptionKeyId === encryptionKeyId,
    );
    if (!known) throw new NotFound();
    return { authorId: 1 };
  }

  private async askForLicenses({ licenseIds }: RequestOf<typeof AskForLicenses>) {
    const streams = await Promise.all(licenseIds.map((id) => this.licenses.readStream(`license-${id}`)));
    return streams.flatMap(([first, ...rest]) => {
      if (!first) return [];
      const place = ({ lane, epoch, position }: (typeof rest)[number]) => ({ lane, epoch, position });
      const later = rest.map((each) => ({
        changes: (each.data as { changes: LicenseChanges }).changes,
        at: place(each),
      }));
      const added = first.data as Added;
      return [{ licenseId: added.licenseId, added, at: place(first), later }];
    });
  }

  /** The license that has the key now, by folding everything that was told. */
  private async findLicense({ productId, key }: RequestOf<typeof FindLicense>) {
    const keys = new Map<number, { productId: number; key: string }>();
    for (let lane = 0; lane < 16; lane++) {
      for (const event of await this.licenses.readLane(lane, 0, 10_000)) {
        if (event.type === 'LicenseAdded') {
          const added = event.data as Added;
          keys.set(added.licenseId, { productId: added.productId, key: added.key });
        } else if (event.type === 'LicenseUpdated') {
          const {
            licenseId,
            productId: product,
            changes,
          } = event.data as { licenseId: number; productId: number } & {
            changes: LicenseChanges;
          };
          if (changes.serialNumberText)
            keys.set(licenseId, { productId: product, key: changes.serialNumberText.after });
        }
      }
    }
    const found = [...keys].find(([, at]) => at.productId === productId && at.key.toLowerCase() === key.toLowerCase());
    if (!found) throw new NotFound();
    return { licenseId: found[0] } satisfies Extract<ReplyOf<typeof FindLicense>, { ok: true }>['value'];
  }

  private async tellShared(): Promise<void> {
    const at = new Date().toISOString();
    const author = { authorId: 1, uuid: objectUuid(1), name: 'Example', mode: 'live', status: 'open' } as const;
    await this.tell('author-1', { type: 'AuthorCreated', data: { ...author, dnaClientId: 'C1', ipVendorId: 'V1' } });
    await this.tellKeySet('PLAIN');
    await this.tell('product-1001', {
      type: 'ProductCreated',
      data: { productId: 1001, authorId: 1, uuid: objectUuid(1001), settings: productSettings, at },
    });
    for (const [optionId, sameMachineFree] of [
      [2001, false],
      [2002, true],
    ] as const)
      await this.tell(`option-${optionId}`, {
        type: 'OptionCreated',
        data: {
          ...{ optionId, productId: 1001, authorId: 1, uuid: objectUuid(optionId), at },
          settings: option({ activation: { sameMachineFree, deactivations: 'unlimited' } }),
        },
      });
  }

  /** Records an option that asks a plugin under the secret before each new activation. */
  async tellOptionWithPlugin(optionId: number, url: string, secret: string): Promise<Position> {
    const sealed = await this.vault.seal(this.vault.subject(`option-${optionId}`), secret);
    const settings = option({ activation: { plugin: { url, timeoutMs: 1000, secret: sealed } } });
    const ids = { optionId, productId: 1001, authorId: 1, uuid: objectUuid(optionId), at: new Date().toISOString() };
    return this.tell(`option-${optionId}`, { type: 'OptionCreated', data: { ...ids, settings } });
  }

  tellKeySet(encryptionKeyId: string, authorId = 1): Promise<Position> {
    const protection = { encryptionRequired: false, signatureRequired: false, productIds: null };
    return this.tell(`author-${authorId}`, {
      type: 'KeySetChanged',
      data: { authorId, encryptionKeyId, ...protection },
    });
  }
}

class NotFound extends Error {}

const productSettings: ProductSettings = {
  ...defaultProduct,
  ...{ name: 'Example Editor', dnaProductId: 'P1' },
};
const noCause: Omit<EventMetadata, 'eventId' | 'time' | 'authorId'> = {
  ...{ actor: { kind: 'system', id: 'test' }, via: 'system', requestId: newUuid(), correlationId: newUuid() },
  causationId: null,
};

async function migrate(url: string): Promise<void> {
  const migrations = [...eventStoreMigrations, ...eventStreamMigrations, ...vaultMigrations];
  const source = await new DataSource({ type: 'postgres', url, migrations }).initialize();
  await source.runMigrations();
  await source.destroy();
}
