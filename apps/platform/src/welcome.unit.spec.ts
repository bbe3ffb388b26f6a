import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { welcome } from './welcome.ts';

describe('the line of curl', () => {
  const url = 'http://127.0.0.1:8080';
  const lineFor = (dataDir: string, at = url) =>
    /curl .*/.exec(welcome(at, join(process.cwd(), dataDir), 1))?.[0] ?? '';

  it('is as short as it can be', () => {
    expect(lineFor('.licet')).toBe(
      `curl --data-urlencode xml@.licet/first-activation.xml ${url}/solo/webservices/XmlActivationService.asmx/ActivateInstallation`,
    );
  });

  it.each(["Ann's data & more", 'a$(id)`id`"b"', 'dåta *', 'semi;colon'])(
    'can be pasted into a shell when the folder is called %s',
    (folder) => {
      const words = execFileSync('/bin/sh', [
        '-c',
        lineFor(folder, 'http://[::1]:8080').replace('curl', "printf '%s\\n'"),
      ]);
      expect(words.toString().split('\n').slice(0, 3)).toEqual([
        '--data-urlencode',
        `xml@${folder}/first-activation.xml`,
        'http://[::1]:8080/solo/webservices/XmlActivationService.asmx/ActivateInstallation',
      ]);
    },
  );
});
