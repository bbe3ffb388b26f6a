import {
  type CallContext,
  type EventOf,
  type InvoiceCreated,
  type InvoiceEvent,
  type OtherLicense,
  type Position,
  type RecordedEvent,
  type Refusal,
  commandIdOf,
} from '@licet/contracts';
import { Contended, EventStore } from '@licet/event-store';
import { SharedWork, systemContext } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { LicenseIssue } from '../add-license/license-issue.ts';
import { Licenses } from '../aggregates.ts';
import { addingOf } from '../domain/create-invoice.ts';
import { type FollowStep, type IssueStep, followsOf, issuesOf } from '../domain/invoice-plan.ts';
import { type Invoice, type InvoiceProcess, processOf } from '../domain/invoice.ts';
import { Invoices } from '../invoices.ts';
import { PrepareRenewal } from '../renew-license/prepare-renewal.ts';

type Created = EventOf<typeof InvoiceCreated>['data'];
interface Moved {
  licenseId: number;
  since: string;
}

const attempts = 5;
const patience = 60_000; // milliseconds
/** Licenses that are issued side by side. */
const width = 16;

/**
 * Does what an invoice asks of licenses: by the call itself, and by the policy that watches for what a crash has left undone, once in all,
 * because both use the command ids that follow from the event. A creation that cannot be done takes back what it did. [design 3, processes]
 */
@Injectable()
export class InvoiceSteps {
  readonly #underWay = new SharedWork<number, void>();

  constructor(
    private readonly store: EventStore,
    private readonly invoices: Invoices,
    private readonly licenses: Licenses,
    private readonly issue: LicenseIssue,
    private readonly renewal: PrepareRenewal,
  ) {}

  /** Returns when nothing of the invoice is left to be done. Calls of one moment share the work. */
  finish(invoiceId: number): Promise<void> {
    return this.#underWay.run(invoiceId, () => this.#finish(invoiceId));
  }

  /** Where everything stands that a process has left in the record. */
  async places(process: InvoiceProcess): Promise<Position[]> {
    const issued = await Promise.all(
      issuesOf(process).map(async ({ key }) => [await this.#issuedBy(process, key), key] as const),
    );
    const upgraded = process.created?.lines.flatMap(({ upgrades }, line) =>
      upgrades ? [[`license-${upgrades.licenseId}`, `giveWay:${line}`] as const] : [],
    );
    const found = await Promise.all([
      this.#place(`invoice-${process.invoiceId}`, idOf(process, 'done')),
      ...issued.map(([stream, key]) => (stream === undefined ? undefined : this.#place(stream, idOf(process, key)))),
      ...(upgraded ?? []).map(([stream, key]) => this.#place(stream, idOf(process, key))),
      ...followsOf(process, new Map()).map(({ licenseId, key }) =>
        this.#place(`license-${licenseId}`, idOf(process, key)),
      ),
    ]);
    return found.filter((place): place is Position => place !== undefined);
  }

  async #finish(invoiceId: number): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { state } = await this.invoices.read(String(invoiceId));
      if (state.kind === 'gone' && state.created) return this.#undo(state.created);
      if (state.kind !== 'invoice' || !state.pending) return;
      await this.#take(state, state.pending);
    }
    throw new Contended(`invoice-${invoiceId}`);
  }

  async #take(invoice: Invoice, process: InvoiceProcess): Promise<void> {
    const cause = await this.#causeOf(process);
    const issued = await this.#issueAll(process, cause);
    const { authorId, invoiceId } = invoice;
    const common = { request: { authorId, invoiceId }, of: process.version };
    if (!(issued instanceof Map)) {
      const abandon = { type: 'AbandonInvoice' as const, ...common, refusal: issued };
      await this.invoices.decide(invoiceId, abandon, this.#call(process, 'done', cause));
      return;
    }
    const moved: Moved[] = [];
    for (const step of followsOf(process, issued)) moved.push(...(await this.#follow(invoice, process, step, cause)));
    const done = [...issued].map(([line, licenses]) => ({ line, licenses: [...licenses] }));
    const finish = { type: 'TakeInvoiceSteps' as const, ...common, issued: done, moved };
    await this.invoices.decide(invoiceId, finish, this.#call(process, 'done', cause));
  }

  /** New licenses by line, or why one could not be issued. */
  async #issueAll(
    process: InvoiceProcess,
    cause: Partial<CallContext>,
  ): Promise<Map<number, OtherLicense[]> | Refusal> {
    const steps = issuesOf(process);
    const byLine = new Map<number, OtherLicense[]>();
    for (let i = 0; i < steps.length; i += width) {
      const some = steps.slice(i, i + width);
      const replies = await Promise.all(some.map((step) => this.#issueOne(process, step, cause)));
      for (const [j, reply] of replies.entries()) {
        if (!reply.ok) return reply.refusal;
        const { line } = some[j] ?? { line: 0 };
        const { licenseId, uuid } = reply.value;
        byLine.set(line, [...(byLine.get(line) ?? []), { licenseId, uuid }]);
      }
    }
    return byLine;
  }

  #issueOne(process: InvoiceProcess, { key, line, quantity }: IssueStep, cause: Partial<CallContext>) {
    const { created } = process;
    const sold = created?.lines[line];
    if (!sold) throw new Error('A license is to be issued for no line.');
    const { invoiceId, uuid } = created;
    const call = { ...this.#call(process, key, cause), scopes: ['licenses:create'], via: 'native' as const };
    return this.issue.issue(addingOf(created, { ...sold, quantity }), call, { invoice: { invoiceId, uuid } });
  }

  /** Answers since when the license is deleted by it, if that is what was asked. */
  async #follow(
    { authorId, invoiceId, uuid }: Pick<Invoice, 'authorId' | 'invoiceId' | 'uuid'>,
    process: InvoiceProcess,
    { key, licenseId, order }: FollowStep,
    cause: Partial<CallContext>,
  ): Promise<Moved[]> {
    const request = { authorId, licenseId };
    const call = this.#call(process, key, cause);
    const firstActivatedAt = order.asks === 'renew' ? await this.#beginOf(licenseId, call) : null;
    const common = { type: 'FollowInvoice' as const, request, invoice: { invoiceId, uuid }, order };
    const execution = await this.licenses.decide(licenseId, { ...common, firstActivatedAt }, call);
    if (execution.kind !== 'accepted') throw new Error(`License ${licenseId} does not follow invoice ${invoiceId}.`);
    const [event] = execution.events;
    const deleted = order.asks === 'become' && order.becomes === 'deleted';
    return deleted && event && 'at' in event.data ? [{ licenseId, since: event.data.at }] : [];
  }

  /** From when the days of a license count, where it has days in place of a date. [API-OPT-04] */
  async #beginOf(licenseId: number, call: CallContext): Promise<string | null> {
    const { state } = await this.licenses.read(String(licenseId));
    const counts = state.kind === 'license' && state.expiryDays !== null;
    return counts ? this.renewal.firstActivation(licenseId, call) : null;
  }

  /** Flags for deletion what was issued for an invoice that could not be made. */
  async #undo(created: Created): Promise<void> {
    const process = processOf({ type: 'InvoiceCreated', data: created });
    if (!process) return;
    const cause = await this.#causeOf(process);
    for (const { key } of issuesOf(process)) {
      const stream = await this.#issuedBy(process, key);
      if (!stream) continue;
      const licenseId = Number(stream.slice('license-'.length));
      await this.#follow(created, process, { key: `undo:${key}`, licenseId, order: { asks: 'takeBack' } }, cause);
    }
  }

  /** The stream of the license that a step has issued. */
  #issuedBy(process: InvoiceProcess, key: string): Promise<string | undefined> {
    return this.store.holderOf({ scope: 'command', key: idOf(process, key) });
  }

  async #place(stream: string, commandId: string): Promise<Position | undefined> {
    const place = await this.store.placementOf(stream, commandId);
    return place && { service: 'licenses', lane: place.lane, epoch: place.epoch, position: place.position };
  }

  /** Whoever asked, in the words of the event: also when somebody else finishes it. [ST-26] */
  async #causeOf({ invoiceId, version }: InvoiceProcess): Promise<Partial<CallContext>> {
    const events = (await this.store.readStream(`invoice-${invoiceId}`)) as RecordedEvent<InvoiceEvent>[];
    const asking = events.find(({ data }) => 'version' in data && data.version === version);
    if (!asking) throw new Error(`The record of invoice ${invoiceId} does not say who asked.`);
    const { actor, via, requestId, correlationId, eventId } = asking.metadata;
    return { actor, via, requestId, correlationId, causationId: eventId };
  }

  #call(process: InvoiceProcess, key: string, cause: Partial<CallContext>): CallContext {
    return systemContext('licenses', patience, { ...cause, commandId: idOf(process, key) });
  }
}

/** The same for everybody who takes the step. */
const idOf = ({ invoiceId, version }: InvoiceProcess, key: string): string =>
  commandIdOf(`invoice:${invoiceId}:${version}:${key}`);
