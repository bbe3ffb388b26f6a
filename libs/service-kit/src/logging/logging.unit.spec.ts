import { createLogger } from './create-logger.ts';
import { nestLogger } from './nest-logger.ts';

describe('log', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', service: 'licenses' }, { write: (line: string) => lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

  it('is JSON with level by name, service, and time in UTC', () => {
    logger.info({ licenseId: 4001 }, 'Something happened.');
    expect(last()).toMatchObject({ level: 'info', service: 'licenses', licenseId: 4001, msg: 'Something happened.' });
    expect(last().time).toMatch(/Z$/);
  });

  it.each([
    { password: 'swordfish' },
    { user: { password: 'swordfish' } },
    { req: { headers: { authorization: 'Bearer swordfish', cookie: 'swordfish' } } },
    { req: { body: 'swordfish' } },
    { config: { masterKey: 'swordfish' } },
    { key: { secret: 'swordfish', apiKey: 'swordfish' } },
    { license: { activationPassword: 'swordfish' } },
    { users: [{ password: 'swordfish' }] },
  ])('blots out what is secret by its name: %j', (entry) => {
    logger.warn(entry, 'x');
    expect(lines.at(-1)).not.toContain('swordfish');
  });

  it('blots out the line only, not what the caller holds', () => {
    const entry = { user: { password: 'swordfish' } };
    logger.warn(entry, 'x');
    expect(entry).toEqual({ user: { password: 'swordfish' } });
  });

  it('blots out what a child logger is given', () => {
    logger.child({ token: 'swordfish' }).warn('x');
    expect(lines.at(-1)).not.toContain('swordfish');
  });

  it('tells type, message, stack, code and cause of an error, not the values that a driver hangs on it', () => {
    const error = Object.assign(new Error('duplicate', { cause: new Error('root') }), {
      code: '23505',
      detail: 'Key (mail)=(swordfish) exists.',
      where: 'swordfish',
    });
    logger.error({ err: error }, 'x');
    expect(last().err).toMatchObject({
      type: 'Error',
      message: expect.stringContaining('root') as string,
      code: '23505',
    });
    expect(lines.at(-1)).not.toContain('swordfish');
  });

  it('takes what Nest says: text with context, objects, errors with their stack', () => {
    const nest = nestLogger(logger);
    nest.log('Starting', 'NestFactory');
    expect(last()).toMatchObject({ level: 'debug', context: 'NestFactory', msg: 'Starting' });
    nest.warn({ msg: 'odd', requestId: 'r' }, 'CommandBus');
    expect(last()).toMatchObject({ level: 'warn', context: 'CommandBus', msg: 'odd', requestId: 'r' });
    nest.error('bad', 'the stack', 'Injector');
    expect(last()).toMatchObject({ level: 'error', context: 'Injector', msg: 'bad', stack: 'the stack' });
    nest.error(new Error('worse'), 'Injector');
    expect(last()).toMatchObject({ level: 'error', msg: 'worse', err: { message: 'worse' } });
  });
});
