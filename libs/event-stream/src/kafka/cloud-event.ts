import { keyOf, type PublicEvent, type RecordedEvent, type Service } from '@licet/contracts';
import type { Message } from 'kafkajs';

/** A recorded event as a CloudEvent 1.0 in binary mode, for the domain topic. [design 5] */
export const domainMessage = (service: Service, event: RecordedEvent): Message => ({
  partition: event.lane,
  key: event.streamId,
  value: JSON.stringify(event),
  headers: headers(service, event, {
    ce_type: event.type,
    ce_subject: event.streamId,
    ce_dataschema: `urn:licet:domain-event:${event.type}:v${event.schemaVersion}`,
  }),
});

/** Its public form, for the public topic. The key is the license's id, so that all events of one license stay together. */
export const publicMessage = (service: Service, event: RecordedEvent, shown: PublicEvent): Message => ({
  partition: event.lane,
  key: licenseOf(shown) ?? keyOf(event.streamId),
  value: JSON.stringify(shown),
  headers: headers(service, event, {
    ce_id: shown.id,
    ce_type: shown.type,
    ce_subject: shown.subject.id,
    ce_dataschema: `urn:licet:event:${shown.type}:v1`,
  }),
});

/** Reads a message of a domain topic back. */
export function recordedEventOf(value: Buffer | null): RecordedEvent {
  if (value === null) throw new TypeError('A message of a domain topic is empty; only the relay may write there.');
  return JSON.parse(value.toString()) as RecordedEvent;
}

function licenseOf({ subject, data }: PublicEvent): string | undefined {
  if (subject.object === 'license') return subject.id;
  return typeof data.licenseId === 'string' ? data.licenseId : undefined;
}

const headers = (
  service: Service,
  { metadata, position, epoch }: RecordedEvent,
  own: { ce_type: string; ce_subject: string; ce_dataschema: string; ce_id?: string },
): Record<string, string> => ({
  ce_specversion: '1.0',
  ce_id: metadata.eventId,
  ce_source: `/licet/${service}`,
  ce_time: metadata.time,
  ce_sequence: `${position}`,
  ce_epoch: `${epoch}`,
  'content-type': 'application/json',
  traceparent: traceParent(metadata.correlationId, metadata.eventId),
  ce_correlationid: metadata.correlationId,
  ...(metadata.causationId === null ? {} : { ce_causationid: metadata.causationId }),
  ...own,
});

/** W3C trace context: the correlation names the trace, the event the span that caused the message. */
function traceParent(correlationId: string, eventId: string): string {
  const trace = hex(correlationId).padStart(32, '0').slice(-32);
  const span = hex(eventId).padStart(16, '0').slice(-16);
  return `00-${trace}-${span}-01`;
}

const hex = (id: string): string => {
  const digits = id.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]+$/.test(digits) ? digits : Buffer.from(id).toString('hex');
};
