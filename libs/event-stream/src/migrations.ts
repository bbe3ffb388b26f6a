import { sqlMigrations } from '@licet/event-store';

/** Tables `consumer_position`, `parked_event` and `relay_checkpoint`, in the database of every service. */
export const eventStreamMigrations = sqlMigrations(new URL('../sql/', import.meta.url), 'event_stream');
