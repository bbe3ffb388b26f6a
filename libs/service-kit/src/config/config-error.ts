import { StartError } from '../lifecycle/start-error.ts';

/** A setting that cannot be used. One line names the variable, its value unless it is secret, and the remedy. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';
}
