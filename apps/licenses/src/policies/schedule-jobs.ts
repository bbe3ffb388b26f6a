import { type CallContext, newUuid } from '@licet/contracts';
import { type ServiceResources, systemContext } from '@licet/service-kit';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cron } from 'croner';
import { Clock } from '../clock.ts';
import { jobsOf, lastRunOf } from '../domain/jobs.ts';
import { Jobs } from '../jobs.ts';
import { AccountCalendars } from '../replicas/account-calendars.ts';
import { Resources } from '../resources.ts';
import { type AccountCalendar, dueRuns } from './due-runs.ts';
import { RunJobs } from './run-jobs.ts';

/** Every time zone begins its days at one of these. */
const rounds = '0,15,30,45 * * * *';
const patience = 30_000; // milliseconds
/** Accounts whose jobs are looked at side by side: looks of one moment share a query. */
const atOnce = 50;

/**
 * Looks every quarter of an hour, and at the start of the service, which runs are due, and which jobs were left unfinished. Several processes
 * may look at once: the record takes each run once. [JOB-05, JOB-08, JOB-09]
 */
@Injectable()
export class ScheduleJobs implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds: Cron;
  #round: Promise<void> | undefined;

  constructor(
    @Inject(Resources) private readonly resources: ServiceResources,
    private readonly clock: Clock,
    private readonly calendars: AccountCalendars,
    private readonly jobs: Jobs,
    private readonly runner: RunJobs,
  ) {
    this.#rounds = new Cron(rounds, { timezone: 'UTC', paused: true, unref: true }, () => this.round());
  }

  onApplicationBootstrap(): void {
    this.#rounds.resume();
    void this.round();
  }

  async onModuleDestroy(): Promise<void> {
    this.#rounds.stop();
    await this.#round;
  }

  /** Asks for all runs that are due by the clock, and sets about what is not done. */
  round(): Promise<void> {
    this.#round ??= this.#look().finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #look(): Promise<void> {
    try {
      const accounts = await this.calendars.all();
      for (let i = 0; i < accounts.length; i += atOnce)
        await Promise.all(accounts.slice(i, i + atOnce).map((account) => this.#lookAt(account)));
    } catch (error) {
      this.resources.host.logger.warn({ err: error }, 'Which jobs are due is not known; it is looked at again.');
    }
  }

  async #lookAt({ authorId, ...calendar }: AccountCalendar & { authorId: number }): Promise<void> {
    try {
      await this.#requestDue(authorId, calendar);
      const { state } = await this.jobs.read(String(authorId));
      for (const { uuid, finishedAt } of jobsOf(state)) if (finishedAt === null) this.runner.start(authorId, uuid);
    } catch (error) {
      this.resources.host.logger.warn({ err: error, authorId }, 'Jobs of an account cannot be looked at.');
    }
  }

  async #requestDue(authorId: number, calendar: AccountCalendar): Promise<void> {
    const now = this.clock.now();
    const { state } = await this.jobs.read(String(authorId));
    for (const { type, run } of dueRuns(calendar, now)) {
      if (run <= lastRunOf(state, type)) continue;
      const call = systemContext('licenses', patience);
      const order = { type, clock: now.toISOString(), dryRun: false };
      const job = { uuid: newUuid(), run, requestedBy: requesterOf(call) };
      await this.jobs.decide(authorId, { type: 'RequestJob', request: { authorId }, order, ...job }, call);
    }
  }
}

const requesterOf = ({ actor: { kind, id } }: CallContext) => ({ kind, id });
