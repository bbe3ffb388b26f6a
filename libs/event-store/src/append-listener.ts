import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * Hears of commits: of the own ones at once, of those of other processes by NOTIFY, on a connection that comes back when it is lost.
 * What happened meanwhile is not told; whoever needs certainty polls slowly beside.
 */
export class AppendListener {
  private readonly listeners = new Set<() => void>();
  private client: pg.Client | undefined;
  private closed = false;

  /** `isOwn`: whether a backend serves this process, whose commits were told already. */
  constructor(
    private readonly url: string,
    private readonly isOwn: (backend: number) => boolean,
  ) {}

  start(): void {
    void this.keepListening();
  }

  add(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.listeners) listener();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listeners.clear();
    await this.client?.end().catch(() => undefined);
  }

  private async keepListening(): Promise<void> {
    for (let again = false; !this.closed; again = true) {
      try {
        const { ended } = await this.listen();
        if (again) this.tell(); // something may have been missed
        await ended;
      } catch {
        // not reachable; tried again below
      }
      await sleep(200, undefined, { ref: false });
    }
  }

  private async listen(): Promise<{ ended: Promise<void> }> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      application_name: 'licet listen',
    });
    const ended = new Promise<void>((resolve) => {
      client.on('error', () => {
        resolve();
      });
      client.on('end', resolve);
    });
    await client.connect();
    this.client = client;
    client.on('notification', ({ processId }) => {
      if (!this.isOwn(processId)) this.tell();
    });
    await client.query('listen event_appended');
    if (this.closed) await client.end();
    return { ended };
  }
}
