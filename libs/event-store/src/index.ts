export { Aggregate } from './aggregate/aggregate.ts';
export type { AggregateOptions, ExecuteOptions, Execution } from './aggregate/types.ts';
export { Coalescer } from './coalescer.ts';
export { Contended, OutcomeUnknown, StoreOverloaded, StoreUnavailable, UnknownEventVersion } from './errors.ts';
export { EventStore, type EventStoreOptions } from './event-store.ts';
export { eventStoreMigrations, sqlMigrations, type MigrationClass } from './migrations.ts';
export type { NumberKind } from './number-blocks.ts';
export type { Chain, LaneGrowth, Link, NewEvent, Outcome, Placement, Write } from './types.ts';
export type { Upcasters } from './upcasting.ts';
