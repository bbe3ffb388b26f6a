import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const patience = 2_000;
const [apiVersions, findCoordinator, describeGroups] = [18, 10, 15];

/** The broker's data plane answers. The port opens earlier than that. */
export const answers = (port: number): Promise<boolean> =>
  request(port, apiVersions, 0, Buffer.alloc(0)).then(
    () => true,
    () => false,
  );

/** Makes the broker create and load its coordinator topics, so that the first group or transaction of a client finds them. */
export async function warmCoordinators(port: number, deadline: number): Promise<void> {
  const [groups, transactions] = [0, 1];
  const topicsAreThere = async (kind: number) =>
    (await request(port, findCoordinator, 1, Buffer.concat([text('warm'), Buffer.from([kind])]))).readInt16BE(4) === 0;
  const groupsAreLoaded = async () => {
    const code = (await request(port, describeGroups, 0, Buffer.concat([int32(1), text('warm')]))).readInt16BE(4);
    return code === 0 || code === 69; // none, or group not found
  };
  await until(() => topicsAreThere(groups), deadline);
  await until(() => topicsAreThere(transactions), deadline);
  await until(groupsAreLoaded, deadline);
}

async function until(condition: () => Promise<boolean>, deadline: number): Promise<void> {
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('The coordinators of the Kafka broker are not ready in time.');
    await sleep(20);
  }
}

/** One request; the answer without size and correlation id. */
function request(port: number, apiKey: number, version: number, body: Buffer): Promise<Buffer> {
  const header = Buffer.alloc(14);
  header.writeInt32BE(10 + body.length, 0);
  header.writeInt16BE(apiKey, 4);
  header.writeInt16BE(version, 6);
  header.writeInt32BE(7, 8);
  header.writeInt16BE(-1, 12);
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.concat([header, body])));
    socket.setTimeout(patience, () => socket.destroy(new Error('timeout')));
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('closed'));
    });
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) return;
      resolve(answer.subarray(8));
      socket.destroy();
    });
  });
}

const int32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
};

function text(value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeInt16BE(value.length);
  return Buffer.concat([length, Buffer.from(value)]);
}
