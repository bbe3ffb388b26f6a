import { cannotListen } from '@licet/gateway';
import type { LicetConfig } from '@licet/service-kit';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/**
 * The port at which the gateway will listen, proved free before anything is started: whoever else answered there would look like a gateway
 * that is ready. Throws `StartError` with one clear line.
 */
export async function portOfGateway({ host, port }: LicetConfig): Promise<number> {
  const server = createServer();
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw cannotListen(error, host, port);
  }
  const { port: free } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return free;
}
