import { describeWithout } from '../loud-skip.ts';
import type { ForeignClient } from './foreign-client.ts';
import { wsimportClient, wsimportLacks } from './wsimport.ts';
import { zeepClient, zeepLacks } from './zeep.ts';

type Services = readonly { name: string; address: string }[];
type Suite = (client: () => ForeignClient) => void;

/** First use may have to install or generate. Milliseconds. */
const patience = 240_000;

/** A suite with a client in Python; skipped like `describeWithKafka`, unless `FOREIGN_CLIENTS_REQUIRED=1`. */
export const describeWithZeep = (suite: Suite): void => {
  describeWith('zeep', zeepLacks(), zeepClient, suite);
};

/** A suite with a client in Java, generated from the descriptions of these services, which a hook asks for; skipped as above. */
export const describeWithWsimport = (services: () => Services, suite: Suite): void => {
  describeWith('wsimport', wsimportLacks(), () => wsimportClient(services()), suite);
};

function describeWith(
  name: string,
  missing: string | undefined,
  start: () => Promise<ForeignClient>,
  suite: Suite,
): void {
  let client: ForeignClient | undefined;
  const there = () => {
    if (!client) throw new Error('The client is there from the first hook on.');
    return client;
  };
  const title = `a client by ${name}`;
  if (missing !== undefined) {
    const need = { what: title, required: 'FOREIGN_CLIENTS_REQUIRED' };
    describeWithout(need, 'SOLO services', missing, () => {
      suite(there);
    });
    return;
  }
  describe(title, () => {
    beforeAll(async () => {
      client = await start();
    }, patience);
    afterAll(() => client?.end());
    suite(there);
  });
}
