import {
  type AddLicense,
  type CallContext,
  type LicenseSetEvent,
  type OtherLicense,
  type PasswordForm,
  type Position,
  type RecordedEvent,
  type Refusal,
  RegisterCustomer,
  type Reply,
  type RequestOf,
  type Sealed,
  commandIdOf,
} from '@licet/contracts';
import { Contended, EventStore } from '@licet/event-store';
import { SharedWork, inTurns, systemContext } from '@licet/service-kit';
import { KeyDestroyed, Vault } from '@licet/vault';
import { Inject, Injectable } from '@nestjs/common';
import { LicenseIssue } from '../add-license/license-issue.ts';
import { SerialStock } from '../add-license/serial-stock.ts';
import { Licenses, Options } from '../aggregates.ts';
import { type CommandBus, commandBus } from '../command-bus.token.ts';
import type { LicenseSet } from '../domain/license-set.ts';
import type { License } from '../domain/license.ts';
import { LicenseSets } from '../license-sets.ts';
import { notFound } from '../refusals.ts';

const attempts = 5;
const patience = 60_000; // milliseconds
/** Licenses that are issued side by side. */
const width = 100;

type Request = RequestOf<typeof AddLicense>;
type Cause = Partial<CallContext>;

/**
 * Issues the licenses of a set: by the call itself, and by the policy that watches for what a crash has left undone, once in all, because both
 * use the command ids that follow from the set. One that cannot be issued whole takes back what it did. [design 3, processes; API-LIC-02]
 */
@Injectable()
export class LicenseSetSteps {
  readonly #underWay = new SharedWork<string, Position[]>();

  constructor(
    private readonly store: EventStore,
    private readonly sets: LicenseSets,
    private readonly licenses: Licenses,
    private readonly options: Options,
    private readonly issue: LicenseIssue,
    private readonly stock: SerialStock,
    private readonly vault: Vault,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  /** Returns when nothing of the set is left to be done, with places of what was done. Calls of one moment share the work. */
  finish(setId: string): Promise<Position[]> {
    return this.#underWay.run(setId, () => this.#finish(setId));
  }

  async #finish(setId: string): Promise<Position[]> {
    const made: Position[] = [];
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { state } = await this.sets.read(setId);
      if (state.kind === 'none') return [];
      if (state.stage === 'issued') return [...made, ...(await this.#places(state))];
      if (state.stage === 'abandoned') return this.#undo(state);
      made.push(...(await this.#take(state)));
    }
    throw new Contended(`licenseSet-${setId}`);
  }

  /** Ends the set, or gives it up; which of the two the record says, since another process may do the same. Answers places of customers that were made. */
  async #take(set: LicenseSet): Promise<Position[]> {
    const cause = await this.#causeOf(set);
    const replies = await unlessPurged(() => this.#issueAll(set, cause));
    const common = { request: { authorId: set.authorId } };
    const refused = replies.find((reply) => !reply.ok);
    const customers = refused ? undefined : await this.#customersOf(set, cause);
    const refusal = refused?.refusal ?? customers?.refusal;
    if (refusal) {
      await this.sets.decide(
        set.setId,
        { type: 'AbandonLicenseSet', ...common, refusal },
        this.#call(set, 'end', cause),
      );
      return [];
    }
    const licenses = replies.flatMap((reply, i) => (reply.ok ? [idsOf(reply.value, customers?.ids[i])] : []));
    await this.sets.decide(set.setId, { type: 'EndLicenseSet', ...common, licenses }, this.#call(set, 'end', cause));
    return customers?.positions ?? [];
  }

  /** Throws `KeyDestroyed` where one of the licenses was purged before the set was whole. */
  async #issueAll(set: LicenseSet, cause: Cause): Promise<Reply<License>[]> {
    const [request, passwords] = await Promise.all([this.#requestOf(set), this.#passwordsOf(set)]);
    await this.vault.ensureKeys(set.licenseIds.map((licenseId) => this.#subject(licenseId)));
    return inTurns(set.licenseIds, width, (licenseId) => {
      const call = { ...this.#call(set, `issue:${licenseId}`, cause), scopes: ['licenses:create', 'customers:create'] };
      return this.issue.issue(request, call, { setId: set.setId, licenseId, passwords });
    });
  }

  /** A customer who is not registered for each license, where the set asks for it. Made once per license, however often asked. [LG-03, CU-07] */
  async #customersOf(
    set: LicenseSet,
    cause: Cause,
  ): Promise<{ positions: Position[]; ids: number[]; refusal?: Refusal }> {
    if (!set.order.toUnregistered) return { positions: [], ids: [] };
    const replies = await inTurns(set.licenseIds, width, (licenseId) =>
      this.bus.call(
        RegisterCustomer,
        unregistered(set.authorId, licenseId),
        this.#call(set, `customer:${licenseId}`, cause),
      ),
    );
    const refused = replies.find((reply) => !reply.ok);
    const positions = replies.flatMap((reply) => reply.positions ?? []);
    const ids = replies.flatMap((reply) => (reply.ok ? [reply.value.customerId] : []));
    return { positions, ids, ...(refused && { refusal: refused.refusal }) };
  }

  /** From then on there never were any: their keys and serial numbers are free again, and what was sealed for them does not open any more. */
  async #undo(set: LicenseSet): Promise<Position[]> {
    const cause = await this.#causeOf(set);
    const { authorId, setId } = set;
    const purge = { type: 'PurgeLicense' as const, reason: 'abandoned' as const, until: '', jobId: setId };
    const purged = await inTurns(set.licenseIds, width, (licenseId) =>
      this.licenses.decide(
        licenseId,
        { ...purge, request: { authorId, licenseId } },
        this.#call(set, `undo:${licenseId}`, cause),
      ),
    );
    await inTurns(set.licenseIds, width, (licenseId) => this.vault.destroy(this.#subject(licenseId)));
    const { state } = await this.options.peek(String(set.order.optionId));
    if (state.kind === 'option') this.stock.forget(state.productId);
    return purged.flatMap((it) => (it.kind === 'accepted' && it.position ? [it.position] : []));
  }

  async #places({ setId, licenseIds }: LicenseSet): Promise<Position[]> {
    const places = await inTurns(licenseIds, width, (licenseId) =>
      this.store.placementOf(`license-${licenseId}`, idOf(setId, `issue:${licenseId}`)),
    );
    return places.flatMap((it) =>
      it ? [{ service: 'licenses' as const, lane: it.lane, epoch: it.epoch, position: it.position }] : [],
    );
  }

  async #requestOf({ authorId, order }: LicenseSet): Promise<Request> {
    const { fields, texts, expiresAt, toUnregistered, optionId, customerId, distributorId } = order;
    const sold = { optionId, customerId, ...(distributorId !== undefined && { distributorId }) };
    const [notes, licenseeName, licenseeEmail] = await Promise.all([
      this.#opened(texts.notes),
      this.#opened(texts.licenseeName),
      this.#opened(texts.licenseeEmail),
    ]);
    return {
      ...{ authorId, ...sold },
      ...(toUnregistered && { toUnregistered }),
      ...(expiresAt !== undefined && { expiresAt: expiresAt }),
      fields: { ...fields, notes, licenseeName, licenseeEmail },
    };
  }

  async #passwordsOf({ order: { passwords } }: LicenseSet): Promise<PasswordForm | undefined> {
    return passwords && { length: passwords.length, prefix: await this.#opened(passwords.prefix) };
  }

  async #opened(sealed: Sealed | null): Promise<string> {
    return sealed === null ? '' : ((await this.vault.open(sealed)) ?? '');
  }

  /** Whoever asked, in the words of the event: also when somebody else finishes it. */
  async #causeOf({ setId }: LicenseSet): Promise<Cause> {
    const [requested] = (await this.store.readStream(`licenseSet-${setId}`)) as RecordedEvent<LicenseSetEvent>[];
    if (!requested) throw new Error(`The record of set ${setId} does not say who asked.`);
    const { actor, via, requestId, correlationId, eventId } = requested.metadata;
    return { actor, via, requestId, correlationId, causationId: eventId };
  }

  #subject(licenseId: number): string {
    return this.vault.subject(`license-${licenseId}`);
  }

  #call({ setId }: LicenseSet, key: string, cause: Cause): CallContext {
    return systemContext('licenses', patience, { ...cause, commandId: idOf(setId, key) });
  }
}

/** The same for everybody who takes the step. */
const idOf = (setId: string, key: string): string => commandIdOf(`licenseSet:${setId}:${key}`);

const idsOf = ({ licenseId, uuid }: OtherLicense, customerId?: number) => ({
  licenseId,
  uuid,
  ...(customerId !== undefined && { customerId }),
});

const unregistered = (authorId: number, licenseId: number): RequestOf<typeof RegisterCustomer> => ({
  ...{ authorId, licenseId, customerId: null, onlyUnregistered: false, licenseeOnly: true },
  ...{ contact: {}, licensee: {}, password: '', newPassword: null },
});

/** A set of which a license is gone for good cannot be whole any more: that refuses it, and nobody tries for ever. */
async function unlessPurged(issue: () => Promise<Reply<License>[]>): Promise<Reply<License>[]> {
  try {
    return await issue();
  } catch (error) {
    if (!(error instanceof KeyDestroyed)) throw error;
    return [notFound('license')];
  }
}
