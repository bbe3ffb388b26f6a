export * from './platform.ts';
export * from './first-run/first-run.ts';
