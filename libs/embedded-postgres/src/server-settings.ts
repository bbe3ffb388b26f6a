/** Settings of the packaged server: two cores, a small footprint, durable, and no values of rows in its log. */
const base = [
  'listen_addresses=',
  'max_connections=100',
  'shared_buffers=64MB',
  'wal_buffers=4MB',
  'max_wal_size=512MB',
  'work_mem=4MB',
  'maintenance_work_mem=64MB',
  'jit=off',
  'io_method=sync', // helper processes for reads do not pay on two cores
  'max_worker_processes=2',
  'max_parallel_workers_per_gather=0',
  'max_logical_replication_workers=0',
  'autovacuum_max_workers=2',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_error_verbosity=terse', // details of an error quote rows
  'log_min_error_statement=panic', // statements may hold values
];

/** The command line's settings; a later one of the same name wins. */
export const serverSettings = (sockets: string, own: readonly string[]): string[] =>
  [
    ...base,
    `unix_socket_directories="${sockets.replaceAll('"', '""')}"`,
    'unix_socket_permissions=0700',
    ...own,
  ].flatMap((setting) => ['-c', setting]);
