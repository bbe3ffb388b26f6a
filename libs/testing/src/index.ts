export * from './eventually.ts';
export * from './free-port.ts';
export * from './given.ts';
export * from './running-platform.ts';
export * from './test-database.ts';
