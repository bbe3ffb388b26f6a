// Makes the demo account of an installation whose services run in processes of their own, once: `first-run` of docker/compose.yaml. Address
// and peers come from the environment as for a pod; the credentials are written to the data folder.
import { TcpBus, ensureCertificates } from '@licet/command-bus';
import { loadConfig, startOrExit } from '@licet/service-kit';
import { firstRunFile } from './first-run-file.ts';
import { firstRun } from './first-run.ts';

const { host, port, dataDir, rpc, api } = await startOrExit(loadConfig);
const tls = await ensureCertificates(rpc.tlsDir, ['first-run']);
const bus = new TcpBus({ peers: rpc.peers, tls });
try {
  const baseUrl = `http://${host}:${port}`;
  await firstRun({ bus, dataDir, baseUrl, apiUrl: api.url ?? baseUrl });
  process.stdout.write(`The credentials are in ${firstRunFile(dataDir)}.\n`);
} finally {
  await bus.close();
}
