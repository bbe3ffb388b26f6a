import type { CommandBus } from '@licet/command-bus';
import type { LicetConfig, Logger } from '@licet/service-kit';
import type { Callers } from './callers.ts';

/** What every dialect works with. */
export interface Gateway {
  bus: CommandBus;
  config: LicetConfig;
  logger: Logger;
  callers: Callers;
}

/** Nest token of the `Gateway`. */
export const GATEWAY = Symbol('Gateway');
