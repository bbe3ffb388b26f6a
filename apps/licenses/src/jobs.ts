import type { CallContext, JobEvent } from '@licet/contracts';
import { Aggregate, EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import { contextOf } from './aggregates.ts';
import type { DecisionContext } from './domain/caller.ts';
import { type JobCommand, jobsDecider } from './domain/jobs.decide.ts';
import type { JobsState } from './domain/jobs.ts';

/** Streams `job-<author>`: every run of a job of the account, the latest of which are remembered, and which day or month had its own. [JOB-11] */
@Injectable()
export class Jobs extends Aggregate<JobCommand, JobsState, JobEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'job', decider: jobsDecider, snapshot: { stateVersion: 2, every: 100 } });
  }

  decide(authorId: number, command: JobCommand, call: CallContext) {
    return this.execute(String(authorId), command, {
      call,
      authorId: () => authorId,
      context: (now) => contextOf(call, now),
    });
  }
}
