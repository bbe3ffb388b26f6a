export * from './ensure-database.ts';
export * from './start-postgres.ts';
export { DataDirInUse } from './owner-file.ts';
