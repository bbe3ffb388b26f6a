import type pg from 'pg';

/** The database ends transactions that do nothing for three seconds; milliseconds. */
const signOfLife = 1000;

/** Does work outside of a consumer's transaction, such as appends of a policy, while that stays open. */
export async function keepAwake<T>(tx: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void tx.query('select').catch(() => undefined), signOfLife);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
