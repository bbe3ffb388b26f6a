import { asyncApi, domainTopic } from '@licet/contracts';
import { eventually } from '@licet/testing';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { Kafka, logLevel } from 'kafkajs';
import type { Product } from './product.suite.ts';

interface Message {
  topic: string;
  partition: number;
  key: string;
  headers: Record<string, string>;
  value: string;
}

const topics = {
  licenses: 'licet.license-events.v1',
  installations: 'licet.installation-events.v1',
  domain: (['customers', 'licenses', 'activations'] as const).map(domainTopic),
};

/** What stands on the topics of a running product, as another system would read it. */
export function events(product: () => Product, brokers: () => string[]): void {
  const messages: Message[] = [];
  const kafka = () => new Kafka({ brokers: brokers(), logLevel: logLevel.NOTHING });

  /** Reads until everything that is there now has been read. */
  async function readAll(): Promise<void> {
    const names = [topics.licenses, topics.installations, ...topics.domain];
    const admin = kafka().admin();
    const consumer = kafka().consumer({ groupId: `test-${Date.now()}`, maxWaitTimeInMs: 100 });
    await Promise.all([admin.connect(), consumer.connect()]);
    const ends = await Promise.all(names.map((topic) => admin.fetchTopicOffsets(topic)));
    const wanted = ends.flat().reduce((sum, { high }) => sum + Number(high), 0);
    messages.length = 0;
    await consumer.subscribe({ topics: names, fromBeginning: true });
    await consumer.run({
      eachMessage: ({ topic, partition, message }) => {
        const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([k, v]) => [k, String(v)]));
        messages.push({ topic, partition, key: String(message.key), headers, value: String(message.value) });
        return Promise.resolve();
      },
    });
    await eventually(() => messages.length >= wanted, { timeout: 60_000 });
    await Promise.all([consumer.disconnect(), admin.disconnect()]);
  }
  const on = (topic: string) => messages.filter((message) => message.topic === topic);

  it('tells Kafka about an activation and a change of status, keyed by the license, in order, as AsyncAPI says [design 5, API-EVT-07]', async () => {
    const { add, activate, change, native } = product();
    const license = await add();
    await activate(license);
    await activate(license);
    await change(license, { Status: 'FRD' });
    const { id } = await native.get<{ id: string }>(`/licenses/solo:${license.LicenseID}`);

    await eventually(
      async () => {
        await readAll();
        const told = on(topics.licenses).filter(({ key }) => key === id);
        expect(told.map(({ headers }) => headers.ce_type)).toEqual(['LicenseAdded', 'LicenseStatusChanged']);
      },
      { timeout: 30_000 },
    );
    const used = on(topics.installations).filter(({ key }) => key === id);
    expect(used.map(({ headers }) => headers.ce_type)).toEqual(['InstallationActivated', 'InstallationActivated']);
    const left = used.map(({ value }) => (JSON.parse(value) as { changes: { after: number }[] }).changes[0]?.after);
    expect(left).toEqual([4, 3]);
  }, 120_000);

  it('publishes events that fit the AsyncAPI document, with rising positions per partition and the same ids as the feed', async () => {
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    const { components } = asyncApi() as { components: { schemas: { PublicEvent: object } } };
    const validate = ajv.compile(components.schemas.PublicEvent);
    const published = [...on(topics.licenses), ...on(topics.installations)];
    expect(published.length).toBeGreaterThan(0);
    const last = new Map<string, number>();
    for (const { topic, partition, headers, value } of published) {
      expect({ valid: validate(JSON.parse(value)), errors: validate.errors ?? null }).toEqual({
        valid: true,
        errors: null,
      });
      const sequence = Number(headers.ce_sequence);
      expect(sequence).toBeGreaterThan(last.get(`${topic}/${partition}`) ?? 0);
      last.set(`${topic}/${partition}`, sequence);
    }
    const feed = await product().native.events({ limit: '50' });
    const ids = new Set(published.map(({ value }) => (JSON.parse(value) as { id: string }).id));
    const known = feed.data.filter(({ type }) => /^(License|Installation)/.test(type));
    expect(known.filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it('carries no secret and no personal text on any topic, private ones included [design 1.7]', async () => {
    const { access, add, activate } = product();
    const license = await add({ LicenseeName: 'Confidential Person', Notes: 'Confidential note' });
    const activated = await activate(license, { InstallationName: 'Confidential machine' });
    const secrets = [
      license.Password,
      activated.fields.InstallationID!,
      access.author.userPassword,
      access.apiKey.split('_').at(-1)!,
      access.dna.apiKey,
      access.intelliProtector.webApiKey,
      access.customers[0]!.password,
      access.customers[0]!.email,
      'Confidential',
    ];
    await eventually(
      async () => {
        await readAll();
        expect(on('licet.activations.v1').some(({ key }) => key === `ledger-${license.LicenseID}`)).toBe(true);
      },
      { timeout: 30_000 },
    );
    for (const { topic, value, headers } of messages)
      for (const secret of secrets)
        if (value.includes(secret) || JSON.stringify(headers).includes(secret))
          throw new Error(`${topic} carries ${secret} in ${value.slice(0, 300)}`);
  }, 120_000);
}
