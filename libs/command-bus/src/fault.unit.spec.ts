import { Logger } from '@nestjs/common';
import { faultOf } from './fault.ts';
import { toyContext } from './testing/toy-context.ts';

describe('what is left of an exception', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  const withCode = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

  it.each([
    ['a socket that the server took along', withCode('ENOENT', { syscall: 'connect' })],
    ['a closed port', withCode('ECONNREFUSED')],
    ['a broken pipe', withCode('EPIPE')],
    ['a server that shuts down', withCode('57P01')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['a server that is silent', new Error('Query read timeout')],
  ])('is unavailable for %s', (_, error) => {
    expect(faultOf(error, 'Call', toyContext()).code).toBe('unavailable');
  });

  it.each([
    ['a missing file', withCode('ENOENT', { syscall: 'open' })],
    ['a violated constraint', withCode('23505')],
    ['anything unknown', new TypeError('x is not a function')],
    ['what is no error', 'x'],
  ])('is internal for %s', (_, error) => {
    expect(faultOf(error, 'Call', toyContext()).code).toBe('internal');
  });
});
