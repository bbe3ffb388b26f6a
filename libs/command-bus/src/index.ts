export type { CommandBus } from './command-bus.ts';
export { CallFailed, ServiceUnavailable } from './errors.ts';
export { Handles, type CallHandler } from './handles.ts';
export { LocalBus } from './local/local-bus.ts';
export { ensureCertificates } from './tcp/certificates.ts';
export { TcpBus } from './tcp/tcp-bus.ts';
export { tcpServer, type TcpServer, type TcpServerOptions } from './tcp/tcp-server.ts';
export type { TlsFiles } from './tcp/tls-files.ts';
