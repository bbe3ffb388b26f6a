import { type Service, services } from '@licet/contracts';
import { resolve } from 'node:path';
import { readSettings } from './read-settings.ts';
import { type logLevels, peersSetting } from './settings.ts';

/** The one validated configuration object: adapters are chosen from it at start, and no code asks the environment again. [design 11] */
export interface LicetConfig {
  host: string;
  port: number;
  /** Addresses and networks whose `X-Forwarded-For` counts. */
  trustedProxies: string[];
  /** Addresses and networks of servers of others that may be called although they are not public. [API-WHK-01] */
  outgoingNetworks: string[];
  /** Absolute. */
  dataDir: string;
  /** Null: embedded. */
  databaseUrl: string | null;
  /** Null: lanes are read directly. */
  kafkaBrokers: string[] | null;
  /** 32 bytes; null: `masterKeyOf` makes and keeps one. */
  masterKey: Buffer | null;
  /** Read models are made anew once for each word; null: as they are. */
  rebuild: string | null;
  logLevel: (typeof logLevels)[number];
  /** What gateways grant together. */
  rates: {
    gateways: number;
    /** Calls a minute of one key by class, and failed ones of one address. [API-RATE-03, API-RATE-04] */
    perMinute: { read: number; write: number; runtime: number; failed: number };
    /** Event streams that one key may hold open. */
    eventStreams: number;
  };
  /** For the command line; null: as the first start wrote it. */
  api: { url: string | null; key: string | null };
  /** For services in pods of their own. */
  rpc: {
    host: string;
    port: number;
    /** `host:port` of the pods of each service; a name may stand for several. */
    peers: Record<Service, string[]>;
    tlsDir: string;
  };
}

/** Reads and checks the environment. Throws `ConfigError` with one line that names the variable, its value and the remedy. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): LicetConfig {
  const values = readSettings(environment);
  const text = (name: string) => values.get(name) as string;
  const optional = (name: string) => values.get(name) as string | null;
  const number = (name: string) => values.get(name) as number;
  const list = (name: string) => values.get(name) as string[] | null;
  const dataDir = resolve(text('LICET_DATA_DIR'));
  return {
    host: text('LICET_HOST'),
    port: number('LICET_PORT'),
    trustedProxies: list('LICET_TRUSTED_PROXIES') ?? [],
    outgoingNetworks: list('LICET_OUTGOING_NETWORKS') ?? [],
    dataDir,
    databaseUrl: optional('LICET_DATABASE_URL'),
    kafkaBrokers: list('LICET_KAFKA_BROKERS'),
    masterKey: keyOf(optional('LICET_MASTER_KEY')),
    rebuild: optional('LICET_REBUILD'),
    logLevel: text('LICET_LOG_LEVEL') as LicetConfig['logLevel'],
    rates: {
      gateways: number('LICET_GATEWAY_REPLICAS'),
      perMinute: {
        read: number('LICET_RATE_READ'),
        write: number('LICET_RATE_WRITE'),
        runtime: number('LICET_RATE_RUNTIME'),
        failed: number('LICET_RATE_FAILED'),
      },
      eventStreams: number('LICET_EVENT_STREAMS'),
    },
    api: { url: optional('LICET_API_URL'), key: optional('LICET_API_KEY') },
    rpc: {
      host: text('LICET_RPC_HOST'),
      port: number('LICET_RPC_PORT'),
      peers: Object.fromEntries(services.map((service) => [service, list(peersSetting(service)) ?? []])) as Record<
        Service,
        string[]
      >,
      tlsDir: resolve(optional('LICET_TLS_DIR') ?? `${dataDir}/tls`),
    },
  };
}

const keyOf = (text: string | null): Buffer | null =>
  text === null ? null : Buffer.from(text, text.length === 64 ? 'hex' : 'base64');
