export * from './database.ts';
export * from './platform.ts';
export * from './first-run/first-run.ts';
export * from './first-run/first-run-file.ts';
