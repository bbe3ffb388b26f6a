import type { CallDefinition } from '@licet/contracts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Pod {
  pid: number;
  port: number;
  address: string;
  readonly alive: boolean;
  /** Resolves when a handler of the pod has begun the next such call, with its command id. */
  begun(call: CallDefinition): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
}

const toy = fileURLToPath(new URL('./toy-pod.ts', import.meta.url));
const loader = new URL('../../../../tools/typescript.mjs', import.meta.url).href;

/** Starts `toy-pod.ts`; resolves when it listens. */
export async function spawnPod(directory: string, port = 0): Promise<Pod> {
  const child = fork(toy, [directory, String(port)], {
    execArgv: ['--import', loader],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const next = async <T>(): Promise<T> => {
    const [message] = (await once(child, 'message')) as [T];
    return message;
  };
  const told = await next<{ port: number }>();
  const alive = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    port: told.port,
    address: `127.0.0.1:${told.port}`,
    get alive() {
      return alive();
    },
    begun: (call) =>
      new Promise((resolve) => {
        const hear = ({ name, begun }: { name: string; begun: string }) => {
          if (name !== call.name) return;
          child.off('message', hear);
          resolve(begun);
        };
        child.on('message', hear);
      }),
    signal: (name) => child.kill(name),
    kill: async () => {
      if (!alive()) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
