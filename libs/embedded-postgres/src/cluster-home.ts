import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makePrivate, reachable } from './unprivileged.ts';

/** Where a cluster keeps what is its own. */
export interface ClusterHome {
  root: string;
  /** PostgreSQL's data directory. */
  data: string;
  /** Folder of the unix socket. */
  sockets: string;
  log: string;
  owner: string;
}

/** sun_path holds 108 bytes, NUL included; the server adds `/.s.PGSQL.5432`. */
const longestSocketFolder = 92;

/**
 * Folders of the cluster that the caller calls `dataDir`. A folder that the server's user cannot reach (below /root, for instance) gives
 * way to one below /var/lib/licet, and a socket whose path would be too long to one in the folder for temporary files.
 */
export function clusterHome(dataDir: string): ClusterHome {
  const wanted = path.resolve(dataDir);
  const root = reachable(wanted) ? wanted : path.join('/var/lib/licet', digest(wanted));
  const sockets = Buffer.byteLength(root) <= longestSocketFolder ? root : path.join(tmpdir(), `licet-${digest(root)}`);
  return {
    root,
    sockets,
    data: path.join(root, 'data'),
    log: path.join(root, 'postgres.log'),
    owner: path.join(root, 'owner.json'),
  };
}

/** Makes the folders of a cluster, for its owner alone. */
export function makeHome(home: ClusterHome): void {
  makePrivate(home.root);
  makePrivate(home.sockets);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
