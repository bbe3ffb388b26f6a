import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { binaries } from './binaries.ts';
import { type ClusterHome, clusterHome, makeHome } from './cluster-home.ts';
import { databaseUrl } from './ensure-database.ts';
import { initCluster } from './init-cluster.ts';
import { stopOrphans } from './orphans.ts';
import { giveUpOwnership, takeOwnership } from './owner-file.ts';
import { runServer, ServerDidNotStart, type ServerProcess } from './server-process.ts';
import { serverSettings } from './server-settings.ts';

export interface PostgresOptions {
  /** Folder of the cluster; made on first use. */
  dataDir: string;
  /** `name=value` settings on top of the usual ones, such as `fsync=off` for tests. */
  settings?: readonly string[];
  logger?: Logger;
}

export interface EmbeddedPostgres {
  /** Address of the database `postgres`. */
  url: string;
  /** Address of another database of the server, which may not be there yet. */
  urlOf(database: string): string;
  /** Process id of the server of the moment. */
  readonly pid: number;
  stop(): Promise<void>;
  /** Stops the server and removes its data. */
  destroy(): Promise<void>;
}

const memoryPatience = 30_000;
const restartPause = 200;

/**
 * Starts (and on first use creates) a PostgreSQL cluster that is reachable through a unix socket only and lives as long as this process.
 * A server that a killed owner left behind is stopped first; one that dies is started again, at the same address.
 * Throws `DataDirInUse` while another process runs the cluster, `ServerDidNotStart` with the log's last lines.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const home = clusterHome(options.dataDir);
  makeHome(home);
  takeOwnership(home.owner, options.dataDir);
  try {
    const bin = binaries();
    await stopOrphans(home.data);
    const { settings = [], logger } = options;
    await initCluster(bin, home, !settings.includes('fsync=off'));
    const start = () => startPatiently(bin, home, serverSettings(home.sockets, settings));
    return supervise(home, await start(), start, logger);
  } catch (error) {
    giveUpOwnership(home.owner);
    throw error;
  }
}

async function startPatiently(bin: string, home: ClusterHome, flags: string[]): Promise<ServerProcess> {
  const deadline = Date.now() + memoryPatience;
  for (;;) {
    await stopOrphans(home.data);
    try {
      return await runServer(bin, home, flags);
    } catch (error) {
      const waitable = error instanceof ServerDidNotStart && error.memoryInUse;
      if (!waitable || Date.now() > deadline) throw error;
      await sleep(restartPause);
    }
  }
}

function supervise(
  home: ClusterHome,
  first: ServerProcess,
  start: () => Promise<ServerProcess>,
  logger: Logger | undefined,
): EmbeddedPostgres {
  let server = first;
  let stopped: Promise<void> | undefined;
  let starting: Promise<void> = Promise.resolve();
  const restart = async () => {
    logger?.error({ pid: server.pid }, 'PostgreSQL has ended; starting it again');
    while (!stopped) {
      try {
        server = await start();
        watch();
        return;
      } catch (error) {
        logger?.error({ err: error }, 'PostgreSQL could not be started again; trying on');
        await sleep(restartPause);
      }
    }
  };
  const watch = () => {
    void server.exited.then(() => {
      if (!stopped) starting = restart();
    });
  };
  const stop = async () => {
    await starting;
    await server.stop();
    giveUpOwnership(home.owner);
    if (home.sockets !== home.root) fs.rmSync(home.sockets, { recursive: true, force: true });
  };
  watch();
  const url = `postgresql://postgres@/postgres?host=${encodeURIComponent(home.sockets)}`;
  return {
    url,
    urlOf: (database) => databaseUrl(url, database),
    get pid() {
      return server.pid;
    },
    stop: () => (stopped ??= stop()),
    destroy: async () => {
      await (stopped ??= stop());
      fs.rmSync(home.root, { recursive: true, force: true });
    },
  };
}
