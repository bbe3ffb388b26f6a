import type { CallContext } from '@licet/contracts';
import { OutcomeUnknown, StoreUnavailable } from '@licet/event-store';
import { StartTrialHandler } from './start-trial.ts';
import { TrialBudgets } from './trial-budgets.ts';

const settings = { trial: { days: 14, public: true }, publicTrials: { mostPerHour: 2, mostPerHourAndNetwork: 2 } };
const option = { kind: 'option', optionId: 2001, authorId: 1, settings };
const issued = () => Promise.resolve({ ok: true, value: { licenseId: 4001 } });

/** `failed`: the handler threw. */
const codeOf = (reply: object): string => {
  if (!('ok' in reply)) return 'failed';
  const { ok, refusal } = reply as { ok: boolean; refusal?: { code: string } };
  return ok ? 'ok' : (refusal?.code ?? 'failed');
};

/** What trials that are asked for one after the other are answered. */
async function answersOf(issues: readonly (() => Promise<object>)[]) {
  const left = [...issues];
  const parts = [
    {},
    { read: () => Promise.resolve({ state: option }) },
    { account: () => Promise.resolve({ status: 'open' }) },
    {
      asked: () => ({ option, isTest: false }),
      find: () => Promise.resolve(undefined),
      claims: () => Promise.resolve([]),
    },
    { issue: () => left.shift()?.() },
    new TrialBudgets(),
  ];
  const handler = new StartTrialHandler(...(parts as unknown as ConstructorParameters<typeof StartTrialHandler>));
  const request = { authorId: null, optionId: 2001, uuid: null, machine: ['a'], isTest: false };
  const call = { authorId: null, address: '192.0.2.1' } as CallContext;
  const codes: string[] = [];
  for (let count = issues.length; count > 0; count--) codes.push(codeOf(await handler.handle(request, call)));
  return codes;
}

describe('a trial that was not started for a failure of ours', () => {
  const failing = (error: Error) => () => Promise.reject(error);

  it('costs nothing of what everybody may start within an hour [API-OPT-15]', async () => {
    const away = failing(new StoreUnavailable('away'));
    const codes = await answersOf([away, away, away, issued, issued, issued]);
    expect(codes).toEqual([...Array<string>(3).fill('failed'), 'ok', 'ok', 'rate_limited']);
  });

  it('counts where nobody knows whether it was [API-OPT-15]', async () => {
    const codes = await answersOf([failing(new OutcomeUnknown('broken')), issued, issued]);
    expect(codes).toEqual(['failed', 'ok', 'rate_limited']);
  });
});
