import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import { services } from '../base/services.ts';
import { type ProjectedList, projectedLists } from '../lists/lists.ts';
import type { InstallationTransition } from '../model/facts.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import type { PublicEvent } from '../model/public-event.ts';
import { Nullable, ObjectNumber, OneOf, Text, Uuid } from '../model/scalars.ts';

const query = { service: 'status-projector', kind: 'query' } as const;
const Limit = Type.Integer({ minimum: 1, maximum: 500 });

/** Opaque place in the feed: one position per lane of every service. [API-EVT-02] */
export const Cursor = Text(2000);

export const ListEvents = defineCall<{ events: (PublicEvent & { cursor: string })[]; next: string }>()({
  name: 'ListEvents',
  ...query,
  description:
    'Events of an account after a cursor, in feed order; `next` is always a cursor. Refused: cursor_invalid. [API-EVT-01, API-EVT-02]',
  schema: Type.Object({
    authorId: ObjectNumber,
    after: Nullable(Cursor),
    limit: Limit,
    /** Exact types, or prefixes ending in `*`; empty for all. [API-EVT-03] */
    types: Type.Array(Text(64)),
    /** Native id of the object that the events are about. */
    subject: Nullable(Text(128)),
    /** Wait this long for the first event when there is none yet. */
    waitMs: Type.Integer({ minimum: 0, maximum: 30000 }),
  }),
  sample: { authorId: 1, after: null, limit: 50, types: ['License*'], subject: null, waitMs: 0 },
});

export const TellCursor = defineCall<{ cursor: string }>()({
  name: 'TellCursor',
  ...query,
  description:
    'The place in the feed behind these positions and behind everything that the read models have. [API-VERB-06]',
  schema: Type.Object({
    authorId: ObjectNumber,
    positions: Type.Array(
      Type.Object({
        service: OneOf(...services),
        lane: Type.Integer(),
        epoch: Type.Integer(),
        position: Type.Integer(),
      }),
      { maxItems: 1000 },
    ),
  }),
  sample: { authorId: 1, positions: [{ service: 'licenses', lane: 14, epoch: 1, position: 42 }] },
});

export const AwaitCursor = defineCall<{ reached: boolean }>()({
  name: 'AwaitCursor',
  ...query,
  description:
    'Answers when the read models have come to a place in the feed, or after `waitMs` that they have not. Refused: cursor_invalid. [API-VERB-09]',
  schema: Type.Object({ authorId: ObjectNumber, cursor: Cursor, waitMs: Type.Integer({ minimum: 0, maximum: 30000 }) }),
  sample: { authorId: 1, cursor: 'MS4xLjE', waitMs: 2000 },
});

export const ListObjects = defineCall<ListPage<number>>()({
  name: 'ListObjects',
  ...query,
  description:
    'Numbers of the objects of an account that a query finds, a page of them in its order. The query is one of the declared list. Refused: cursor_invalid, parameter_invalid (a search that too many fit). [API-LIST]',
  schema: Type.Object({
    authorId: ObjectNumber,
    list: OneOf(...projectedLists.map(({ name }) => name)),
    query: ListQuery,
  }),
  sample: { authorId: 1, list: 'product', query: firstPage },
});

export const CountObjects = defineCall<Record<ProjectedList, number>>()({
  name: 'CountObjects',
  ...query,
  description:
    'How many objects of each list an account has. `testOnly`: of licenses, installations and invoices those of test licenses. [API-ACC-03, API-KEY-06]',
  schema: Type.Object({ authorId: ObjectNumber, testOnly: Type.Boolean() }),
  sample: { authorId: 1, testOnly: false },
});

export const FindInstallations = defineCall<ListPage<{ licenseId: number; installationId: string }>>()({
  name: 'FindInstallations',
  ...query,
  description:
    'Installations of an account that a query finds, a page of them in its order; activations without an InstallationID are none. Refused: cursor_invalid. [API-INS-18, IN-04]',
  schema: Type.Object({ authorId: ObjectNumber, query: ListQuery }),
  sample: { authorId: 1, query: firstPage },
});

export const ListInstallationTransitions = defineCall<ListPage<InstallationTransition>>()({
  name: 'ListInstallationTransitions',
  ...query,
  description: 'Past changes of the status of an installation. Refused: cursor_invalid. [API-VERB-03]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber, installationId: Uuid, query: ListQuery }),
  sample: {
    authorId: 1,
    licenseId: 4001,
    installationId: '019a6f70-0000-7000-8000-1234567890ab',
    query: firstPage,
  },
});

export interface StatusChange {
  before: string | null;
  after: string;
  at: string;
  actor: string;
  via: string;
}

export const GetLicenseHistory = defineCall<{ changes: StatusChange[] }>()({
  name: 'GetLicenseHistory',
  ...query,
  description: 'Status changes of a license, oldest first, in SOLO codes. [ST-26, SYS-04]',
  schema: Type.Object({ authorId: ObjectNumber, licenseId: ObjectNumber }),
  sample: { authorId: 1, licenseId: 4001 },
});

export const SearchCustomers = defineCall<{ customers: { customerId: number; company: string }[] }>()({
  name: 'SearchCustomers',
  ...query,
  description:
    'Customers of an account by e-mail address and by the beginning of the company, letter case ignored, oldest first; whoever was merged into another is not found. Nothing is found without a criterion. [SC-02, SC-06]',
  schema: Type.Object({
    authorId: ObjectNumber,
    email: Nullable(Text(255)),
    company: Nullable(Text(255)),
    /** One more than a reply names, so that it can tell that there are more. */
    limit: Type.Integer({ minimum: 1, maximum: 501 }),
  }),
  sample: { authorId: 1, email: 'ann@example.com', company: null, limit: 501 },
});

export interface ListedLicense {
  licenseId: number;
  productId: number;
  productName: string;
  optionId: number;
  optionName: string;
  serialNumber: string;
  /** In SOLO's codes. */
  status: string;
  expiresAt: string | null;
}

export const ListLicensesOfCustomer = defineCall<{ licenses: ListedLicense[]; next: number | null }>()({
  name: 'ListLicensesOfCustomer',
  ...query,
  description:
    'Licenses of a customer, oldest first. `after`: license number that the page begins behind; `next`: the same for the next page, null at the end. [SC-04]',
  schema: Type.Object({
    authorId: ObjectNumber,
    customerId: ObjectNumber,
    after: Nullable(ObjectNumber),
    limit: Limit,
  }),
  sample: { authorId: 1, customerId: 3001, after: null, limit: 500 },
});
