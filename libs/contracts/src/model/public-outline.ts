import { nativeId } from '../base/ids.ts';
import type { AttemptsEvent, LedgerEvent } from '../events/activations/index.ts';
import type { CustomerAuditEvent, CustomerEvent } from '../events/customers/index.ts';
import type { InvoiceEvent } from '../events/invoices.ts';
import type { JobEvent } from '../events/jobs.ts';
import type { AuditEvent, LicenseEvent, OptionEvent, ProductEvent } from '../events/licenses/index.ts';
import type { RenewalEvent } from '../events/renewals.ts';
import type { PublicEvent } from './public-event.ts';

/** Whatever may be told to the world. */
export type Known =
  | AuditEvent
  | ProductEvent
  | OptionEvent
  | LicenseEvent
  | InvoiceEvent
  | RenewalEvent
  | CustomerEvent
  | CustomerAuditEvent
  | LedgerEvent
  | AttemptsEvent
  | JobEvent;
export type DataOf<T extends Known['type']> = Extract<Known, { type: T }>['data'];
export type Change = PublicEvent['changes'][number];

/** What is particular to a type; the rest follows from the envelope. */
export interface Outline {
  /** Name of the event outside, where it is another one. */
  type?: string;
  object: 'product' | 'option' | 'license' | 'installation' | 'customer' | 'invoice' | 'renewal' | 'job';
  id: string;
  /** Where the object counts other than its stream. */
  version?: number;
  changes?: Change[];
  data?: Record<string, unknown>;
}

/** What some of the types tell. */
export type Outlines = { [T in Known['type']]?: (data: DataOf<T>) => Outline | undefined };

export const license = (uuid: string) => ({ object: 'license', id: nativeId('license', uuid) }) as const;
