import { sqlMigrations } from '@licet/event-store';

/** Tables `data_key` and `master_key_check`, in the database of every service. */
export const vaultMigrations = sqlMigrations(new URL('../sql/', import.meta.url), 'Vault');
