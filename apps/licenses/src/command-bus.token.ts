export type { CommandBus } from '@licet/command-bus';

/** Injects the bus: it is an interface, so it has no class to be named by. */
export const commandBus = Symbol('CommandBus');
