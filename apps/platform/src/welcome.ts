import { relative } from 'node:path';
import { firstActivationFile, firstRunFile } from './first-run/first-run.ts';

/** What the terminal shows when the platform is ready: where it is, where the credentials are, and the first thing to try. */
export function welcome(url: string, dataDir: string, milliseconds: number): string {
  const near = (file: string) => relative(process.cwd(), file) || file;
  return [
    '',
    `  Licet is ready at ${url}  (${(milliseconds / 1000).toFixed(1)} s)`,
    '',
    `  Credentials     ${near(firstRunFile(dataDir))}`,
    '  Activate one    ' +
      `curl --data-urlencode xml@${near(firstActivationFile(dataDir))} ${url}/solo/webservices/XmlActivationService.asmx/ActivateInstallation`,
    '  See a story     npm run demo',
    '  Stop            Ctrl-C; everything is kept',
    '',
  ].join('\n');
}
