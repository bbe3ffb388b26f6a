import type { Pool } from 'pg';

/** How far our clock is from the database's, in milliseconds, the half of the round trip taken off. */
export async function clockDifference(pool: Pool): Promise<number> {
  const sent = Date.now();
  const { rows } = await pool.query<{ now: string }>('select extract(epoch from clock_timestamp()) * 1000 as now');
  const received = Date.now();
  return Math.max(0, Math.abs(Number(rows[0]?.now) - (sent + received) / 2) - (received - sent) / 2);
}
