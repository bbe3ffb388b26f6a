import type { CommandBus } from '@licet/command-bus';
import type { LicetConfig, Logger } from '@licet/service-kit';
import type { Callers } from './callers.ts';
import type { SignInGate } from './sign-in-gate.ts';

/** What every dialect works with. */
export interface Gateway {
  bus: CommandBus;
  config: LicetConfig;
  logger: Logger;
  callers: Callers;
  signIns: SignInGate;
}

/** Nest token of the `Gateway`. */
export const GATEWAY = Symbol('Gateway');
