export type { CommandBus } from './command-bus.ts';
export { CallFailed, ServiceUnavailable } from './errors.ts';
export { Handles, type CallHandler } from './handles.ts';
export { LocalBus } from './local/local-bus.ts';
