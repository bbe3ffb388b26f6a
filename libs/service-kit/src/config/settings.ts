import { services, type Service } from '@licet/contracts';
import { isIP } from 'node:net';
import Type, { type TSchema } from 'typebox';

/** One environment variable. */
export interface Setting {
  name: string;
  /** Schema of the value; numbers are read from their text, lists from texts with commas. */
  schema: TSchema;
  /** What the absent variable means, as a value or (null) as `absent` says. */
  fallback: string | null;
  /** Ends the sentence `LICET_PORT is "x", but …`. */
  expected: string;
  description: string;
  /** Never shown, not even when it is wrong. */
  secret?: true;
  /** What a schema cannot say, of the text or of each item of a list. */
  usable?: (text: string) => boolean;
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const port = Type.Integer({ minimum: 0, maximum: 65535 });
/** Not what else JavaScript takes for a number: 1e3, 0x50. */
const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);
const name = Type.String({ minLength: 1, maxLength: 1000 });
const address = '(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}';
const addresses = Type.Array(Type.String({ pattern: `^${address}$` }), { minItems: 1 });
const portOfAddress = (text: string): number => Number(/[0-9]+$/.exec(text)?.[0]);
const hasPort = (text: string): boolean => portOfAddress(text) >= 1 && portOfAddress(text) <= 65535;

function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    bits > 0 &&
    more.length === 0 &&
    (length === undefined || (isDigits(length) && Number(length) > 0 && Number(length) <= bits))
  );
}

/** Without a host, or with one that stands in `?host=` as that of a unix socket does, the driver has its own reading. */
const isDatabaseUrl = (text: string): boolean => URL.canParse(text) || /^postgres(ql)?:\/\/[^@/]*@?\//.test(text);

const rateClasses = [
  { name: 'LICET_RATE_READ', calls: 30_000, what: 'reads of one key in a minute; of one account five times as many.' },
  { name: 'LICET_RATE_WRITE', calls: 6000, what: 'writes of one key in a minute; of one account five times as many.' },
  {
    name: 'LICET_RATE_RUNTIME',
    calls: 180_000,
    what: 'activations, checks and heartbeats by one key in a minute; of one account five times as many.',
  },
  { name: 'LICET_RATE_FAILED', calls: 3000, what: 'calls of one address without a valid credential in a minute.' },
];

/** Name of the variable that lists the pods of a service: `LICET_STATUS_PROJECTOR_PEERS`. */
export const peersSetting = (service: Service): string => `LICET_${service.toUpperCase().replaceAll('-', '_')}_PEERS`;

/** Every setting there is, in the order of `.env.example`. */
export const settings = [
  {
    name: 'LICET_HOST',
    schema: name,
    fallback: '127.0.0.1',
    expected: 'must be the address or host name to listen on, such as 127.0.0.1 or 0.0.0.0',
    description: 'Address on which HTTP is served.',
  },
  {
    name: 'LICET_PORT',
    schema: port,
    fallback: '8080',
    usable: isDigits,
    expected: 'must be a port between 0 and 65535 (0: any free one)',
    description: 'Port of HTTP: the product at the gateway, health and metrics at the other services.',
  },
  {
    name: 'LICET_TRUSTED_PROXIES',
    schema: Type.Array(Type.String()),
    usable: isNetwork,
    fallback: '',
    expected: 'must list addresses or networks with commas, such as 10.0.0.0/8,192.168.1.7',
    description: 'Proxies whose X-Forwarded-For counts. None by default.',
  },
  {
    name: 'LICET_OUTGOING_NETWORKS',
    schema: Type.Array(Type.String()),
    usable: isNetwork,
    fallback: '',
    expected: 'must list addresses or networks with commas, such as 10.0.0.0/8,192.168.1.7',
    description: 'Addresses that activation plugins may have although they are not public. None by default.',
  },
  {
    name: 'LICET_DATA_DIR',
    schema: name,
    fallback: '.licet',
    expected: 'must be a folder that can be written',
    description: 'Folder of the embedded database, the master key and the credentials of the first run.',
  },
  {
    name: 'LICET_DATABASE_URL',
    schema: Type.String({ pattern: '^postgres(ql)?://' }),
    usable: isDatabaseUrl,
    fallback: null,
    expected: 'must begin with postgresql://, such as postgresql://user:password@host:5432/database',
    description:
      'PostgreSQL 17 or newer. Absent: an embedded one in the data folder. Services in pods of their own need it.',
    secret: true,
  },
  {
    name: 'LICET_KAFKA_BROKERS',
    schema: addresses,
    usable: hasPort,
    fallback: null,
    expected: 'must list host:port with commas, such as kafka-1:9092,kafka-2:9092',
    description: 'Kafka brokers. Absent: services read the lanes of each other directly.',
  },
  {
    name: 'LICET_MASTER_KEY',
    schema: Type.String({ pattern: '^([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$' }),
    fallback: null,
    expected: 'must be 32 random bytes in base64 or hexadecimal, such as the output of: openssl rand -base64 32',
    description: 'Key that wraps all data keys. Absent: made once and kept in the data folder.',
    secret: true,
  },
  {
    name: 'LICET_GATEWAY_REPLICAS',
    schema: Type.Integer({ minimum: 1, maximum: 1000 }),
    fallback: '1',
    usable: isDigits,
    expected: 'must be the number of gateways, 1 to 1000',
    description: 'Gateways that share the limits below; each grants its share.',
  },
  ...rateClasses.map(({ name, calls, what }) => ({
    name,
    schema: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    fallback: String(calls),
    usable: isDigits,
    expected: 'must be a number of calls a minute, 1 or more',
    description: `Native API: ${what}`,
  })),
  {
    name: 'LICET_EVENT_STREAMS',
    schema: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    fallback: '20',
    usable: isDigits,
    expected: 'must be a number of event streams, 1 or more',
    description: 'Native API: event streams that one key may hold open; one account five times as many.',
  },
  {
    name: 'LICET_REBUILD',
    schema: Type.String({ pattern: '^[0-9A-Za-z._:-]{1,64}$' }),
    fallback: null,
    expected: 'must be a word of up to 64 letters, digits and . _ : -, such as 2026-03-01',
    description: 'Any word that was not there before: the read models are made anew, once.',
  },
  {
    name: 'LICET_LOG_LEVEL',
    schema: Type.Enum([...logLevels]),
    fallback: 'info',
    expected: `must be one of ${logLevels.join(', ')}`,
    description: 'Least level that is logged.',
  },
  {
    name: 'LICET_RPC_HOST',
    schema: name,
    fallback: '127.0.0.1',
    expected: 'must be the address or host name to listen on, such as 127.0.0.1 or 0.0.0.0',
    description: 'Services in pods of their own: address on which calls of other services are taken.',
  },
  {
    name: 'LICET_RPC_PORT',
    schema: port,
    fallback: '4000',
    usable: isDigits,
    expected: 'must be a port between 0 and 65535',
    description: 'Services in pods of their own: port on which calls of other services are taken.',
  },
  ...services.map((service) => ({
    name: peersSetting(service),
    schema: addresses,
    usable: hasPort,
    fallback: null,
    expected: `must list host:port of the pods of ${service} with commas, or one name that resolves to all of them`,
    description: `Services in pods of their own: pods of ${service}, host:port with commas, or one name that resolves to all of them.`,
  })),
  {
    name: 'LICET_API_URL',
    schema: Type.String({ pattern: '^https?://' }),
    usable: (text) => URL.canParse(text),
    fallback: null,
    expected: 'must be an address such as https://licensing.example.com',
    description: 'Command line: address of the platform. Absent: that of the first start in the data folder.',
  },
  {
    name: 'LICET_API_KEY',
    schema: name,
    fallback: null,
    expected: 'must be a native key',
    description: 'Command line: key of the native API. Absent: that of the first start in the data folder.',
    secret: true,
  },
  {
    name: 'LICET_TLS_DIR',
    schema: name,
    fallback: null,
    expected: 'must be a folder with ca.crt, tls.crt and tls.key',
    description: 'Services in pods of their own: certificates of calls. Absent: made in <data folder>/tls.',
  },
] as const satisfies readonly Setting[];
