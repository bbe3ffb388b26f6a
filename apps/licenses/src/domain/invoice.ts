import type {
  EventOf,
  InvoiceCreated,
  InvoiceEvent,
  InvoiceStatus,
  InvoiceTransitioned,
  InvoiceUpdated,
  LicenseOrder,
  Refusal,
} from '@licet/contracts';

type Created = EventOf<typeof InvoiceCreated>['data'];
type StepsTaken = Extract<InvoiceEvent, { type: 'InvoiceStepsTaken' }>['data'];

/** What an event asks of licenses, to be done once in all. [design 3, processes] */
export interface InvoiceProcess {
  invoiceId: number;
  /** Version of the invoice by the event that asks: what tells its steps from those of others. */
  version: number;
  /** The invoice as it was created, where licenses are to be issued or listed. */
  created: Created | null;
  orders: readonly LicenseOrder[];
}

/** An invoice as its events tell it. */
export interface Invoice extends Omit<Created, 'issues' | 'renewals' | 'version' | 'at'> {
  kind: 'invoice';
  blocked: boolean;
  /** What `restored` goes back to; null for an invoice that is not deleted. */
  statusBeforeDeletion: InvoiceStatus | null;
  /** Licenses that its deletion has moved, and since when they are deleted. */
  moved: StepsTaken['moved'];
  /** What has been asked of licenses and is not done yet; until then nothing else is decided. */
  pending: InvoiceProcess | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** `gone`: it was given up or removed; nobody sees it, and its number is never used again. */
export type InvoiceState =
  | { kind: 'none' }
  | { kind: 'gone'; invoiceId: number; authorId: number; refusal: Refusal | null; created: Created | null }
  | Invoice;

export const noInvoice: InvoiceState = { kind: 'none' };

export function evolveInvoice(state: InvoiceState, event: InvoiceEvent): InvoiceState {
  if (event.type === 'InvoiceCreated') return created(event.data);
  if (state.kind !== 'invoice') return state;
  switch (event.type) {
    case 'InvoiceUpdated':
      return { ...state, ...updated(event.data) };
    case 'InvoiceStepsTaken':
      return { ...state, ...stepsTaken(state, event.data) };
    case 'InvoiceAbandoned':
      return {
        ...{ kind: 'gone', invoiceId: state.invoiceId, authorId: state.authorId },
        refusal: { code: event.data.code as Refusal['code'], facts: event.data.facts },
        created: state.pending?.created ?? null,
      };
    case 'InvoiceRemoved':
      return { kind: 'gone', invoiceId: state.invoiceId, authorId: state.authorId, refusal: null, created: null };
    default:
      return { ...state, ...transitioned(state, event) };
  }
}

function created(data: Created): Invoice {
  const { invoiceId, uuid, authorId, customerId, number, status, registrar, comments, holdUntil } = data;
  const { automaticMail, currency, lines, testLicenses, externalId, metadata, version, at } = data;
  return {
    ...{ kind: 'invoice', invoiceId, uuid, authorId, customerId, number, status, registrar, comments, holdUntil },
    ...{ automaticMail, currency, lines, testLicenses, externalId, metadata },
    blocked: false,
    statusBeforeDeletion: null,
    moved: [],
    pending: processOf({ type: 'InvoiceCreated', data }),
    version,
    createdAt: at,
    updatedAt: at,
  };
}

function updated({ changes, version, at }: EventOf<typeof InvoiceUpdated>['data']): Partial<Invoice> {
  const { status, customerId, holdUntil, externalId, ...plain } = changes;
  return {
    ...plain,
    ...(status && { status: status.after }),
    ...(customerId && { customerId: customerId.after }),
    ...(holdUntil && { holdUntil: holdUntil.after }),
    ...(externalId && { externalId: externalId.after }),
    ...{ version, updatedAt: at },
  };
}

function transitioned({ blocked }: Invoice, event: InvoiceTransitioned): Partial<Invoice> {
  const { before, after, version, at } = event.data;
  const deleted = event.type === 'InvoiceDeleted';
  const block = { InvoiceBlocked: true, InvoiceUnblocked: false } as Partial<Record<typeof event.type, boolean>>;
  return {
    ...{ status: after, version, updatedAt: at },
    blocked: block[event.type] ?? blocked,
    ...(before !== after && { statusBeforeDeletion: deleted ? before : null, moved: [] }),
    pending: processOf(event),
  };
}

function stepsTaken({ lines }: Invoice, { issued, moved }: StepsTaken): Partial<Invoice> {
  const byLine = new Map(issued.map(({ line, licenses }) => [line, licenses]));
  return {
    lines: lines.map((line, i) => ({ ...line, licenses: [...line.licenses, ...(byLine.get(i) ?? [])] })),
    ...(moved.length > 0 && { moved }),
    pending: null,
  };
}

/** What an event asks of licenses; null for nothing. */
export function processOf(event: InvoiceEvent): InvoiceProcess | null {
  switch (event.type) {
    case 'InvoiceCreated': {
      const { invoiceId, version, lines, issues } = event.data;
      const anything = issues.some(({ licenses }) => licenses > 0) || lines.some(touchesLicenses);
      return anything ? { invoiceId, version, created: event.data, orders: [] } : null;
    }
    case 'InvoiceUpdated':
    case 'InvoiceStepsTaken':
    case 'InvoiceAbandoned':
    case 'InvoiceRemoved':
      return null;
    default: {
      const { invoiceId, version, licenses } = event.data;
      return licenses.length === 0 ? null : { invoiceId, version, created: null, orders: licenses };
    }
  }
}

const touchesLicenses = ({ licenses, renews, upgrades }: Created['lines'][number]): boolean =>
  licenses.length > 0 || renews !== null || upgrades !== null;
