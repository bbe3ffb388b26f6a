import type { RecordedEvent } from './base/envelope.ts';
import type { Service } from './base/services.ts';
import { eventCatalog, newestVersion } from './events/catalog.ts';
import { PublicEvent } from './model/public-event.ts';
import { toPublicEvent } from './model/to-public-event.ts';

const channels: Partial<Record<Service, { name: string; address: string; description: string }>> = {
  licenses: {
    name: 'licenseEvents',
    address: 'licet.license-events.v1',
    description: 'What happened to licenses, products and options.',
  },
  activations: {
    name: 'installationEvents',
    address: 'licet.installation-events.v1',
    description: 'What happened to installations: activated, checked, deactivated, refused.',
  },
};

const headers = {
  type: 'object',
  description: 'CloudEvents 1.0, binary mode.',
  properties: {
    ce_id: { type: 'string', description: 'Id of the event, the same on every channel.' },
    ce_type: { type: 'string' },
    ce_source: { type: 'string' },
    ce_subject: { type: 'string' },
    ce_time: { type: 'string', format: 'date-time' },
    ce_dataschema: { type: 'string' },
    ce_sequence: { type: 'string', description: 'Position in the lane; rises within a partition, with holes.' },
    ce_epoch: { type: 'string', description: 'Raised by a restore; positions of a lower epoch may have been lost.' },
  },
  required: ['ce_id', 'ce_type', 'ce_source', 'ce_sequence', 'ce_epoch'],
};

/** AsyncAPI 3 document of the public topics, from the schemas and golden samples of the events. `npm run contracts` writes it. [API-EVT-07] */
export function asyncApi(): Record<string, unknown> {
  const published = eventCatalog.flatMap((definition) => {
    const channel = channels[definition.owner];
    const sample = toPublicEvent(recordedSample(definition.type, definition.version, definition.sample));
    const newest = newestVersion.get(definition.type) === definition.version;
    return channel && sample && newest ? [{ ...definition, channel, sample }] : [];
  });
  const messageOf = ({ type, description, sample }: (typeof published)[number]) => ({
    name: type,
    summary: description,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/CloudEventHeaders' },
    payload: {
      allOf: [{ $ref: '#/components/schemas/PublicEvent' }, { properties: { type: { const: type } } }],
    },
    examples: [{ name: type, payload: sample }],
  });
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Licet events',
      version: '1.0.0',
      description:
        'Public events of the licensing platform. 16 partitions; the key is the id of the license, so one license keeps its order. At least once: recognize repeats by ce_sequence and ce_epoch, or by id.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      Object.values(channels).map(({ name, address, description }) => [
        name,
        {
          address,
          description,
          messages: Object.fromEntries(
            published
              .filter(({ channel }) => channel.name === name)
              .map(({ type }) => [type, { $ref: `#/components/messages/${type}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      Object.values(channels).map(({ name }) => [
        `publish${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        { action: 'send', channel: { $ref: `#/channels/${name}` } },
      ]),
    ),
    components: {
      messages: Object.fromEntries(published.map((each) => [each.type, messageOf(each)])),
      schemas: { PublicEvent: plain(PublicEvent), CloudEventHeaders: headers },
    },
  };
}

/** A golden sample with a place and an envelope, as the record would hold it. */
const recordedSample = (type: string, schemaVersion: number, data: unknown): RecordedEvent => ({
  streamId: 'license-4001',
  version: 1,
  lane: 14,
  epoch: 1,
  position: 42,
  type,
  schemaVersion,
  data,
  commandId: '019a6f6e-3c00-7000-8000-5d1f6c0a7b10',
  recordedAt: '2026-03-01T09:12:45.130Z',
  metadata: {
    eventId: '019a6f6e-3c00-7000-8000-5d1f6c0a7b11',
    time: '2026-03-01T09:12:45.120Z',
    actor: { kind: 'key', id: 'k7d2', name: 'shop' },
    via: 'native',
    authorId: 1,
    requestId: '019a6f6e-3c00-7000-8000-5d1f6c0a7b12',
    correlationId: '4bf92f3577b34da6a3ce929d0e0e4736',
    causationId: null,
  },
});

/** A schema without what the builder keeps beside it. */
const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema));
