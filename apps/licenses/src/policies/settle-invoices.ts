import { ListInvoicesDue, ReleaseInvoice, RemoveInvoice, type RequestOf, commandIdOf } from '@licet/contracts';
import { systemContext } from '@licet/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { type CommandBus, commandBus } from '../command-bus.token.ts';
import type { Job } from '../domain/jobs.ts';

const patience = 30_000; // milliseconds
const atOnce = 100;

/** How many invoices went on to shipping, and how many were removed. */
export interface SettledInvoices {
  released: number;
  removed: number;
}

export const noInvoices: SettledInvoices = { released: 0, removed: 0 };

/**
 * What the daily job does about invoices, once it is through with licenses: those on hold whose time has come go to shipping, deleted ones of
 * which no license is left are removed. A dry run only counts them. [INV-13, INV-14, JOB-10]
 */
@Injectable()
export class SettleInvoices {
  constructor(@Inject(commandBus) private readonly bus: CommandBus) {}

  async settle(job: Job, authorId: number): Promise<SettledInvoices> {
    const settled = { ...noInvoices };
    for await (const invoiceId of this.#due('release', job, authorId))
      if (job.dryRun || (await this.#release(invoiceId, job, authorId))) settled.released++;
    for await (const invoiceId of this.#due('removal', job, authorId))
      if (await this.#remove(invoiceId, job, authorId)) settled.removed++;
    return settled;
  }

  async *#due(
    due: RequestOf<typeof ListInvoicesDue>['due'],
    { clock: at }: Job,
    authorId: number,
  ): AsyncGenerator<number> {
    for (let after = 0; ;) {
      const page = { authorId, due, at, after, limit: atOnce };
      const reply = await this.bus.call(ListInvoicesDue, page, systemContext('licenses', patience));
      if (!reply.ok) throw new Error(`No invoices are told: ${reply.refusal.code}`);
      const { invoices } = reply.value;
      for (const invoice of invoices) if (invoice.authorId === authorId) yield invoice.invoiceId;
      const last = invoices.at(-1);
      if (!last) return;
      after = last.invoiceId;
    }
  }

  async #release(invoiceId: number, job: Job, authorId: number): Promise<boolean> {
    const request = { authorId, invoiceId, at: job.clock };
    const reply = await this.bus.call(ReleaseInvoice, request, callFor(job, `release:${invoiceId}`));
    if (!reply.ok) throw new Error(`Invoice ${invoiceId} is not released: ${reply.refusal.code}`);
    return reply.value.released;
  }

  async #remove(invoiceId: number, job: Job, authorId: number): Promise<boolean> {
    const request = { authorId, invoiceId, dryRun: job.dryRun };
    const reply = await this.bus.call(RemoveInvoice, request, callFor(job, `remove:${invoiceId}`));
    if (reply.ok) return reply.value.removed;
    if (reply.refusal.code === 'not_found') return false; // another process was first
    throw new Error(`Invoice ${invoiceId} is not removed: ${reply.refusal.code}`);
  }
}

const callFor = ({ uuid, requestedBy }: Job, step: string) =>
  systemContext('licenses', patience, {
    ...{ commandId: commandIdOf(`job:${uuid}:${step}`), correlationId: uuid, causationId: uuid, actor: requestedBy },
  });
