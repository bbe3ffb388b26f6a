import type { OutgoingRules } from '@licet/service-kit';
import { createTestDatabase, eventually } from '@licet/testing';
import { Owners } from './owners.ts';
import { RunningActivations } from './running-activations.ts';

/** Two pods of the service over one database, and the owners of what they follow, in databases that are gone when it is closed. */
export interface TwoPods {
  owners: Owners;
  pod: RunningActivations;
  other: RunningActivations;
  /** One more pod over the same database; whoever starts it closes it. */
  another(): Promise<RunningActivations>;
  close(): Promise<void>;
}

export async function runTwoPods(outgoing?: OutgoingRules): Promise<TwoPods> {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase(), createTestDatabase()]);
  const [activations, licenses, customers] = databases;
  const owners = await Owners.open({ licenses: licenses.url, customers: customers.url });
  const another = () => RunningActivations.start(activations.url, owners, outgoing);
  const pod = await another();
  const other = await another();
  await eventually(async () => (await pod.ready()) && (await other.ready()));
  return {
    ...{ owners, pod, other, another },
    close: async () => {
      await Promise.all([pod.close(), other.close()]);
      await owners.close();
      await Promise.all(databases.map((database) => database.drop()));
    },
  };
}
