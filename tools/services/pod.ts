import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** One service as a process of its own, started again when it ends by itself, as a cluster would do. */
export class Pod {
  #child: ChildProcess;
  #stopping = false;

  constructor(
    readonly name: string,
    private readonly environment: Record<string, string>,
    private readonly onStart: () => void,
  ) {
    this.#child = this.#start();
  }

  /** Port of its calls; undefined for the gateway, which takes none. */
  get rpcPort(): number | undefined {
    const port = this.environment.LICET_RPC_PORT;
    return port === undefined ? undefined : Number(port);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits until the address answers with success; throws when the first start of the process fails. */
  async ready(url: string): Promise<void> {
    const answers = () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await answers())) {
      if (this.#child.exitCode !== null) throw new Error(`${this.name} ended with code ${this.#child.exitCode}`);
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exited;
  }

  #start(): ChildProcess {
    const child = spawn(process.execPath, ['tools/run.mjs', `apps/${this.name}/src/main.ts`], {
      env: { PATH: process.env.PATH, ...this.environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'], // a pod ends when this channel breaks
      detached: true,
    });
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      process.stderr.write(`${this.name} ended (${signal ?? code ?? ''}); started again.\n`);
      setTimeout(() => {
        if (this.#stopping) return;
        this.#child = this.#start();
        this.onStart();
      }, 500);
    });
    return child;
  }
}
