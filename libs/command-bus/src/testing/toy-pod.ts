import { ensureCertificates } from '../tcp/certificates.ts';
import { tcpServer } from '../tcp/tcp-server.ts';
import { startToy } from './start-toy.ts';

/** A pod of the toy service in a process of its own: `toy-pod.ts <folder of certificates> <port>`. Tells its parent the port, then what it has begun. */
const [, , directory = '', port = '0'] = process.argv;
const tls = await ensureCertificates(directory, ['activations']);
const server = tcpServer({ host: '127.0.0.1', port: Number(port), tls, service: 'activations' });
const { controller } = await startToy(server);
controller.begun = ({ name }, begun) => process.send?.({ name, begun });
process.send?.({ port: server.address.port });
process.on('disconnect', () => process.exit());
