import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Lets Nest log through pino. What Nest tells of its own start-up is `debug`. */
export function nestLogger(logger: Logger): LoggerService {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]): void => {
      const context = rest.at(-1);
      const line = typeof context === 'string' ? { context } : {};
      if (message instanceof Error) logger[level]({ ...line, err: message }, message.message);
      else if (typeof message === 'object') logger[level]({ ...line, ...message });
      else
        logger[level](
          { ...line, ...(level === 'error' && rest.length > 1 ? { stack: rest[0] } : {}) },
          String(message),
        );
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
