import { createLogger, loadConfig, runUntilSignal } from '@licet/service-kit';
import { startPlatform } from './platform.ts';
import { welcome } from './welcome.ts';

await runUntilSignal(async () => {
  const config = loadConfig();
  const logger = createLogger({ level: config.logLevel });
  const platform = await startPlatform(config, logger);
  process.stdout.write(welcome(platform.url, config.dataDir, performance.now()));
  return platform.close;
});
