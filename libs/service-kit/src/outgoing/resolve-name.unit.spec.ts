import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveName } from './resolve-name.ts';

describe('a name', () => {
  let folder: string;
  let silent: Socket;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'licet-names-'));
    silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterAll(async () => {
    silent.close();
    await rm(folder, { recursive: true });
  });
  const servers = () => [`127.0.0.1:${silent.address().port}`];

  it('stands for what the hosts file says, in any case and with any comment [API-OPT-12]', async () => {
    const hosts = join(folder, 'hosts');
    await writeFile(
      hosts,
      '# 192.0.2.9 a.example\n192.0.2.1\tb.example A.Example # mine\n2001:db8::1 a.example\nx a.example\n',
    );
    const found = [
      { address: '192.0.2.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ];
    for (const name of ['a.example', 'A.EXAMPLE', 'a.example.'])
      expect(await resolveName(name, { hosts, servers: servers() })).toEqual(found);
    expect((await resolveName('localhost')).length).toBeGreaterThan(0);
  });

  it('whose name server keeps silent holds up no other look-up of the process, however many there are [API-OPT-12]', async () => {
    let asked = 0;
    silent.on('message', () => asked++);
    const slow = Array.from({ length: 8 }, (_, i) =>
      resolveName(`h${i}.example`, { hosts: folder, servers: servers() }).catch(
        (error: unknown) => (error as Error).message,
      ),
    );
    const started = performance.now();
    await lookup('localhost');
    expect(performance.now() - started).toBeLessThan(1500);
    for (const message of await Promise.all(slow)) expect(message).toContain('ETIMEOUT');
    expect(asked).toBeGreaterThanOrEqual(16);
  }, 20_000);
});
