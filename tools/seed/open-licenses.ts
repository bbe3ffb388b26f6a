import { ensureDatabase } from '@licet/embedded-postgres';
import { EventStore } from '@licet/event-store';
import { databaseNameOf } from '@licet/service-kit';
import { Vault } from '@licet/vault';

/** Record and keys of the service `licenses`, beside the running service: both may append, the record sees to it. */
export async function openLicenses(adminUrl: string, masterKey: Buffer): Promise<{ store: EventStore; vault: Vault }> {
  const url = await ensureDatabase(adminUrl, databaseNameOf('licenses'));
  const store = await EventStore.open({ url, service: 'licenses' });
  const fetchKeys = () => Promise.reject(new Error('Keys of other services are not needed here'));
  const vault = await Vault.open({ masterKey, service: 'licenses', pool: store.pool, fetchKeys });
  return { store, vault };
}
