import { type DestinationStream, type Logger, type LoggerOptions, destination, pino, stdSerializers } from 'pino';

const secretMembers = [
  'password',
  'activationPassword',
  'userPassword',
  'passphrase',
  'secret',
  'apiKey',
  'webApiKey',
  'masterKey',
  'privateKey',
  'token',
  'authorization',
  'Authorization',
  'cookie',
  'body',
  'rawBody',
  'payload',
];

/** JSON lines on stderr. Members that hold secrets or bodies of requests are blotted out wherever they stand up to three levels deep. */
export function createLogger(
  { level, service }: { level: LoggerOptions['level'] & string; service?: string },
  stream: DestinationStream = destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: service ? { service } : {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorSerializer, error: errorSerializer },
      redact: {
        paths: ['', '*.', '*.*.'].flatMap((prefix) => secretMembers.map((member) => prefix + member)),
        censor: '…',
      },
    },
    stream,
  );
}

/** Type, message, stack, code and causes. Not what drivers hang on errors: PostgreSQL's `detail` and `where` quote values. */
function errorSerializer(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const { type, message, stack } = stdSerializers.err(error as Error);
  return { type, message, stack, ...('code' in error ? { code: error.code } : {}) };
}
