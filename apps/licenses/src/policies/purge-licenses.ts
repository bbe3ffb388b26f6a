import { type CallContext, type JobType, commandIdOf } from '@licet/contracts';
import { systemContext } from '@licet/service-kit';
import { Injectable } from '@nestjs/common';
import { Licenses, contextOf } from '../aggregates.ts';
import { type PurgeLicenseCommand, purgeLicense } from '../domain/purge-license.ts';
import { AccountCalendars } from '../replicas/account-calendars.ts';
import { Purges } from '../replicas/purges.ts';
import type { Job } from '../domain/jobs.ts';
import { monthStart } from './due-runs.ts';

const patience = 30_000; // milliseconds
const atOnce = 100;
const reasons: Record<JobType, PurgeLicenseCommand['reason']> = { 'daily.cleanup': 'deleted', 'monthly.purge': 'test' };

/** What would go, were a job not a dry run. */
export interface Assessed {
  licenseId: number;
  uuid: string;
}

/**
 * Takes the licenses of a job one after the other; each is decided on its own, at that moment, and once, however often a job is begun anew.
 * [JOB-01, JOB-04, JOB-09, TEST-05]
 */
@Injectable()
export class PurgeLicenses {
  constructor(
    private readonly licenses: Licenses,
    private readonly purges: Purges,
    private readonly calendars: AccountCalendars,
  ) {}

  async purge(job: Job, authorId: number): Promise<void> {
    const command = await this.#commandOf(job, authorId);
    for await (const ids of this.#pages(job, authorId))
      await Promise.all(
        ids.map((licenseId) => this.licenses.decide(licenseId, command(licenseId), callFor(job, licenseId))),
      );
  }

  /** What `purge` would delete; nothing is recorded. [JOB-10] */
  async assess(job: Job, authorId: number): Promise<Assessed[]> {
    const command = await this.#commandOf(job, authorId);
    const found: Assessed[] = [];
    for await (const ids of this.#pages(job, authorId))
      for (const licenseId of ids) {
        const { state } = await this.licenses.read(String(licenseId));
        const decision = purgeLicense(command(licenseId), state, contextOf(callFor(job, licenseId), new Date()));
        const due = decision.kind === 'accepted' && decision.events.length > 0;
        if (due && state.kind === 'license') found.push({ licenseId, uuid: state.uuid });
      }
    return found;
  }

  async #commandOf({ uuid, type, clock }: Job, authorId: number): Promise<(licenseId: number) => PurgeLicenseCommand> {
    const now = new Date(clock);
    const until = type === 'daily.cleanup' ? now : monthStart(now, await this.calendars.zoneOf(authorId));
    const common = { reason: reasons[type], until: until.toISOString(), jobId: uuid };
    return (licenseId) => ({ type: 'PurgeLicense', request: { authorId, licenseId }, ...common });
  }

  async *#pages({ type }: Job, authorId: number): AsyncGenerator<number[]> {
    for (let after = 0; ;) {
      const ids = await this.purges.toLookAt(type, authorId, after, atOnce);
      const last = ids.at(-1);
      if (last === undefined) return;
      yield ids;
      after = last;
    }
  }
}

/** Whoever asked for the job is who deletes; a run that was due is the installation's. [SYS-04] */
function callFor({ uuid, requestedBy }: Job, licenseId: number): CallContext {
  const cause = { commandId: commandIdOf(`purge:${uuid}:${licenseId}`), correlationId: uuid, causationId: uuid };
  return systemContext('licenses', patience, { ...cause, actor: requestedBy });
}
