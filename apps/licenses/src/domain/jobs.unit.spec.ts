import type { JobOrder } from '@licet/contracts';
import { given } from '@licet/testing';
import type { DecisionContext } from './caller.ts';
import { type JobCommand, decideJobs, jobsDecider } from './jobs.decide.ts';
import { evolveJobs, jobFacts, jobsOf, lastRunOf, mostDone } from './jobs.ts';

const order: JobOrder = { type: 'daily.cleanup', clock: '2026-03-05T00:15:00.000Z', dryRun: false };
const requestedBy = { kind: 'system', id: 'licenses' } as const;
const request = (uuid: string, run: string | null, changes: Partial<JobOrder> = {}): JobCommand => ({
  ...{ type: 'RequestJob', request: { authorId: 1 }, order: { ...order, ...changes }, uuid, run, requestedBy },
});
const context = (scopes: readonly string[] = []): DecisionContext => ({
  ...{ now: new Date('2026-03-05T00:15:00.100Z'), caller: { scopes, via: 'native' }, commandId: 'c-1' },
});
/** What these commands leave in the record. */
function after(...commands: JobCommand[]) {
  const events = [];
  let state = jobsDecider.initialState;
  for (const command of commands) {
    const decision = decideJobs(command, state, context(['licenses:void']));
    if (decision.kind !== 'accepted') throw new Error(decision.refusal.code);
    events.push(...decision.events);
    state = decision.events.reduce(evolveJobs, state);
  }
  return given(jobsDecider, ...events);
}

describe('a run that is due', () => {
  it('comes once a day, whoever finds it due [JOB-08, JOB-09]', () => {
    after()
      .when(request('a', '2026-03-05'), context())
      .thenEvents({ type: 'JobRequested', data: { run: '2026-03-05', number: 1 } });
    after(request('a', '2026-03-05')).when(request('b', '2026-03-05'), context()).thenNothing();
    after(request('a', '2026-03-05'))
      .when(request('b', '2026-03-06'), context())
      .thenEvents({ type: 'JobRequested', data: { number: 2 } });
  });

  it('of one type does not stand for the other, nor does a job that somebody asked for [JOB-10]', () => {
    after(request('a', '2026-03-05'))
      .when(request('b', '2026-03', { type: 'monthly.purge' }), context())
      .thenEvents({ type: 'JobRequested' });
    after(request('a', null)).when(request('b', '2026-03-05'), context()).thenEvents({ type: 'JobRequested' });
  });
});

describe('a job', () => {
  const result = { licenses: 2, customers: 1, sample: [] };
  const start: JobCommand = { type: 'StartJob', request: { authorId: 1 }, uuid: 'a', total: 3 };
  const finish: JobCommand = { type: 'FinishJob', request: { authorId: 1 }, uuid: 'a', result };

  it('is asked for by Master Users alone, a dry run too [API-JOB-02, PERM-10]', () => {
    for (const dryRun of [true, false]) {
      const refused = { code: 'scope_missing', facts: { scope: 'licenses:void' } } as const;
      after()
        .when(request('a', null, { dryRun }), context(['jobs:write']))
        .thenRefused(refused);
      after()
        .when(request('a', null, { dryRun }), context(['licenses:void']))
        .thenEvents({ type: 'JobRequested', data: { dryRun, run: null } });
    }
  });

  it('tells when it was asked for, begun and finished, and how much it did [JOB-11]', () => {
    after(request('a', '2026-03-05'), start)
      .when(finish, context())
      .thenEvents({ type: 'JobFinished', data: { result } })
      .thenState((state) => {
        const [job] = jobsOf(state).map((each) => jobFacts(each, 1));
        const at = '2026-03-05T00:15:00.100Z';
        expect(job).toMatchObject({ status: 'succeeded', total: 3, result, version: 3 });
        expect(job).toMatchObject({ requestedAt: at, startedAt: at, finishedAt: at });
      });
  });

  it('is remembered until enough later ones are done, and as long as it is not; numbers and days go on [JOB-08, JOB-11]', () => {
    const runs = Array.from({ length: mostDone + 10 }, (_, i) => `2026-${String(i).padStart(4, '0')}`);
    const done = (uuid: string): JobCommand[] => [
      { ...start, uuid },
      { ...finish, uuid },
    ];
    const all = runs.flatMap((run, i) => [request(run, run), ...(i === 3 ? [] : done(run))]);
    after(...all, request('last', null))
      .when(request('again', runs[0]!), context())
      .thenNothing()
      .thenState((state) => {
        const jobs = jobsOf(state);
        expect(jobs.map(({ uuid }) => uuid)).toEqual([runs[3], ...runs.slice(10), 'last']);
        expect(jobs.at(-1)).toMatchObject({ number: mostDone + 11 });
        expect(lastRunOf(state, 'daily.cleanup')).toBe(runs.at(-1));
      });
  });

  it('begins and ends once, also when another process has gone on with it [JOB-09]', () => {
    after(request('a', null), start)
      .when({ ...start, total: 1 }, context())
      .thenNothing();
    after(request('a', null), start, finish).when(finish, context()).thenNothing();
    after().when(start, context()).thenRefused({ code: 'not_found' });
  });
});
