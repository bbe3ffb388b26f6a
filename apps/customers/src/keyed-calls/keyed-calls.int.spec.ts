import {
  BeginKeyedCall,
  CreateCustomer,
  DeleteCustomer,
  ForgetPersonalAnswers,
  KeepAnswer,
  newUuid,
} from '@licet/contracts';
import { eventually } from '@licet/testing';
import { type RunningCustomers, runCustomers } from '../testing/running-customers.ts';
import { KeyedCallTable, forgetPersonal, mostAtOnce } from './keyed-call-table.ts';

let customers: RunningCustomers;
beforeAll(async () => {
  customers = await runCustomers();
});
afterAll(() => customers.close());

const authorId = 1;
const answer = { status: 201, headers: {}, body: '{"email":"ann@example.com"}' };
const begin = (key: string, seesPersons = true) =>
  customers.value(BeginKeyedCall, {
    ...{ authorId, caller: 'key k1', key, request: 'a hash', patienceMs: 10_000, seesPersons },
  });
const answered = async (key: string, personal: boolean) => {
  const begun = await begin(key);
  if (begun.kind !== 'begun') throw new Error(`The call is ${begun.kind}.`);
  await customers.value(KeepAnswer, { authorId, callId: begun.callId, answer, personal });
  return begun.callId;
};
const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
const again = (callId: string) => ({ kind: 'begun', callId, resumed: true });

describe('kept answers', () => {
  it('that tell of people are made again for whoever does not see people any more [API-IDEM-02, API-CUS-06]', async () => {
    const callId = await answered('personal', true);
    expect(await begin('personal')).toEqual({ kind: 'answered', answer });
    expect(await begin('personal', false)).toMatchObject(again(callId));
    await answered('plain', false);
    expect(await begin('plain', false)).toEqual({ kind: 'answered', answer });
  });

  it('that may tell of a customer are forgotten as soon as he is erased, all others are kept [API-IDEM-05, TEST-08]', async () => {
    const request = { authorId, registered: true, contact: { email: 'ann@example.com' }, password: null };
    const commandId = newUuid();
    const { customerId } = await customers.value(CreateCustomer, request, { commandId });
    const [callId] = [await answered('of Ann', true), await answered('of nobody', false)];
    await customers.value(DeleteCustomer, { authorId, customerId });
    await eventually(async () => {
      expect(await begin('of Ann')).toMatchObject(again(callId));
    });
    expect(await begin('of nobody')).toEqual({ kind: 'answered', answer });
    const repeated = await customers.send(CreateCustomer, request, { commandId });
    expect(repeated).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  it('that may tell of a licensee are forgotten when the license is purged, those of other accounts are kept [API-IDEM-05, JOB-01]', async () => {
    const [callId] = [await answered('of a license', true), await answered('of nothing', false)];
    await customers.value(ForgetPersonalAnswers, { authorId: authorId + 1 });
    expect(await begin('of a license')).toEqual({ kind: 'answered', answer });
    await customers.value(ForgetPersonalAnswers, { authorId });
    expect(await begin('of a license')).toMatchObject(again(callId));
    expect(await begin('of nothing')).toEqual({ kind: 'answered', answer });
  });

  it('are not kept of a call that ran while such were forgotten, and are of whoever repeats it [API-IDEM-05, JOB-01]', async () => {
    const [first, plain] = [await begin('in flight'), await begin('in flight, of nothing')];
    if (first.kind !== 'begun' || plain.kind !== 'begun') throw new Error('Calls of new keys begin.');
    await customers.value(ForgetPersonalAnswers, { authorId });
    const keep = (callId: string, personal: boolean) =>
      customers.value(KeepAnswer, { authorId, callId, answer, personal });
    expect(await keep(first.callId, true)).toEqual(answer);
    expect(await keep(plain.callId, false)).toEqual(answer);
    expect(await begin('in flight, of nothing')).toEqual({ kind: 'answered', answer });
    expect(await begin('in flight')).toMatchObject(again(first.callId));
    await keep(first.callId, true);
    expect(await begin('in flight')).toEqual({ kind: 'answered', answer });
  });

  it.each(['the answer', 'the word that such are forgotten'])(
    'are not kept where %s is just being written when the other comes [API-IDEM-05, JOB-01]',
    async (first) => {
      const begun = await begin(first);
      if (begun.kind !== 'begun') throw new Error('Calls of new keys begin.');
      const { callId } = begun;
      const other = await customers.store.pool.connect();
      try {
        await other.query('begin');
        const isAnswer = first === 'the answer';
        if (isAnswer) await other.query(`update keyed_call set answer = 'of another process' where id = $1`, [callId]);
        else await other.query(forgetPersonal, [[authorId]]);
        const second = isAnswer
          ? customers.value(ForgetPersonalAnswers, { authorId })
          : customers.value(KeepAnswer, { authorId, callId, answer, personal: true });
        await eventually(async () => {
          const { rows } = await customers.store.pool.query(waiting);
          expect(rows).toHaveLength(1);
        });
        await other.query('commit');
        await second;
      } finally {
        other.release();
      }
      expect(await begin(first)).toMatchObject(again(callId));
    },
  );

  it('that tell of people are found through an index [design 9]', async () => {
    const client = await customers.store.pool.connect();
    try {
      await client.query('set enable_seqscan = off'); // the table is too small for what its index is for
      const { rows } = await client.query<Record<'QUERY PLAN', string>>(`explain ${forgetPersonal}`, [[authorId]]);
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('keyed_call_personal');
    } finally {
      client.release(true);
    }
  });

  it('are swept when their day is over, however many there are, and no others', async () => {
    const { pool } = customers.store;
    await pool.query(
      `insert into keyed_call (id, author_id, caller, key, request, began_at, held_until)
       select gen_random_uuid(), 9, 'c', 'old ' || n, 'r', now() - interval '25 hours', now() from generate_series(1, $1::int) n`,
      [2 * mostAtOnce + 1],
    );
    await begin('of today');
    await new KeyedCallTable(customers.store).sweep();
    const { rows } = await pool.query('select from keyed_call where author_id = 9');
    expect(rows).toHaveLength(0);
    expect(await begin('of today')).toEqual({ kind: 'running' });
  });
});
