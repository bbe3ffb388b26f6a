import { relative } from 'node:path';
import { firstActivationFile, firstRunFile } from './first-run/first-run-file.ts';

/** What the terminal shows when the platform is ready: where it is, where the credentials are, and the first thing to try. */
export function welcome(url: string, dataDir: string, milliseconds: number): string {
  const near = (file: string) => relative(process.cwd(), file);
  const activation = quoted(`xml@${near(firstActivationFile(dataDir))}`);
  const address = quoted(`${url}/solo/webservices/XmlActivationService.asmx/ActivateInstallation`);
  return [
    '',
    `  Licet is ready at ${url}  (${(milliseconds / 1000).toFixed(1)} s)`,
    '',
    `  Credentials     ${near(firstRunFile(dataDir))}`,
    `  Activate one    curl --data-urlencode ${activation} ${address}`,
    '  See a story     npm run demo',
    '  Stop            Ctrl-C; everything is kept',
    '',
  ].join('\n');
}

/** One word for a shell, whatever the folder is called. */
const quoted = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
