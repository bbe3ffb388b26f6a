/** Settings without the rest of the kit, for programs that start, say one thing and end. */
export { ConfigError } from './config-error.ts';
export { type LicetConfig, loadConfig } from './load-config.ts';
