import { type DestinationStream, type Logger, type LoggerOptions, destination, pino, stdSerializers } from 'pino';
import { blotOut, secretNames } from './blot-out.ts';

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
      formatters: { level: (label) => ({ level: label }), log: blotOut },
      serializers: { err: errorSerializer, error: errorSerializer },
      redact: { paths: [...secretNames], censor: '…' }, // of the members of child loggers
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
