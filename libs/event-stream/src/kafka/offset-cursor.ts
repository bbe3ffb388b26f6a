import type { KafkaMessage } from 'kafkajs';
import type { Delivered, Place } from '../event-stream.ts';
import { recordedEventOf } from './cloud-event.ts';

/** A message as a subscriber gets it. */
export const deliveredOf = ({ value, offset }: KafkaMessage): Delivered => ({
  event: recordedEventOf(value),
  cursor: `${offsetTag}${offset}`,
});

/** Marks a cursor as an offset: the places of a reader that followed the lanes directly before mean something else. */
const offsetTag = 'offset:';

/**
 * First offset to read. Without an offset as cursor the position stands in: the event at position n has offset n − 1 or a later one,
 * because repeats only add messages. So a reader may change from the lanes to Kafka and back and neither misses nor doubles an event.
 */
export const offsetAfter = ({ cursor, position }: Pick<Place, 'cursor' | 'position'>): bigint =>
  cursor?.startsWith(offsetTag) ? BigInt(cursor.slice(offsetTag.length)) + 1n : BigInt(position);
