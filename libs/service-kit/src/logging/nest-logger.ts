import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

type Level = 'debug' | 'warn' | 'error' | 'fatal';

/** Lets Nest log through pino. What Nest tells of its own start-up is `debug`. */
export function nestLogger(logger: Logger): LoggerService {
  const write =
    (level: Level) =>
    (message: unknown, ...rest: unknown[]) => {
      const [context] = rest.slice(-1);
      const line = typeof context === 'string' ? { context } : {};
      if (message instanceof Error) logger[level]({ ...line, err: message }, message.message);
      else if (typeof message === 'object') logger[level]({ ...line, ...message });
      // Nest's own errors come as text, stack, context.
      else logger[level]({ ...line, ...(rest.length > 1 ? { stack: rest[0] } : {}) }, message as string);
    };
  return {
    verbose: write('debug'),
    debug: write('debug'),
    log: write('debug'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
  };
}
