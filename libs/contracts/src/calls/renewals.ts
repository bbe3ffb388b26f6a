import Type from 'typebox';
import { defineCall } from '../base/define-call.ts';
import type { LicenseFacts } from '../model/facts.ts';
import { type ListPage, ListQuery, firstPage } from '../model/list.ts';
import { type RenewalFacts, RenewalStatus, RenewalTerms, type RenewalTransition } from '../model/renewal.ts';
import { Count, Nullable, ObjectNumber, Text } from '../model/scalars.ts';

const command = { service: 'licenses', kind: 'command' } as const;
const query = { service: 'licenses', kind: 'query' } as const;
const key = ({ renewalId }: { renewalId: number }) => String(renewalId);
const named = { authorId: ObjectNumber, renewalId: ObjectNumber };

export const CreateRenewal = defineCall<{ renewal: RenewalFacts; key: string }>()({
  name: 'CreateRenewal',
  ...command,
  description:
    'Makes a voucher by an option of type `renewal`, with the terms that this has now; a repeat answers with the same key. On evaluation accounts it is for tests. Refused: scope_missing (renewals:write), not_found (option, invoice), option_not_issuable (facts.reason), parameter_invalid. [API-INV-06]',
  schema: Type.Object({
    authorId: ObjectNumber,
    optionId: ObjectNumber,
    invoiceId: Nullable(ObjectNumber),
    isTest: Type.Boolean(),
  }),
  sample: { authorId: 1, optionId: 2002, invoiceId: null, isTest: false },
});

export const TransitionRenewal = defineCall<RenewalFacts>()({
  name: 'TransitionRenewal',
  ...command,
  description:
    'Blocks a voucher, deletes it, or frees it again; one that is used stays as it is. Refused: scope_missing (renewals:write), not_found, version_conflict, transition_not_allowed (facts.from, to). [API-INV-06, API-VERB-03]',
  schema: Type.Object({ ...named, to: RenewalStatus, note: Text(4000), expectedVersion: Nullable(Count) }),
  key,
  sample: { authorId: 1, renewalId: 6001, to: 'blocked', note: 'Sold twice.', expectedVersion: null },
});

export const GetRenewal = defineCall<RenewalFacts>()({
  name: 'GetRenewal',
  ...query,
  description: 'A voucher of the author. Refused: not_found. [API-INV-06]',
  schema: Type.Object(named),
  key,
  sample: { authorId: 1, renewalId: 6001 },
});

export const ListRenewalTransitions = defineCall<ListPage<RenewalTransition>>()({
  name: 'ListRenewalTransitions',
  ...query,
  description:
    'Changes of the status of a voucher that a query finds, from the record. Refused: not_found, cursor_invalid. [API-VERB-03]',
  schema: Type.Object({ ...named, query: ListQuery }),
  key,
  sample: { authorId: 1, renewalId: 6001, query: firstPage },
});

export const RenewLicense = defineCall<LicenseFacts>()({
  name: 'RenewLicense',
  ...command,
  description:
    'Renews a license by the key of a voucher, which is spent by it, once however often and by however many it is asked, or by terms. Refused: scope_missing (licenses:write; licenses:void where status void or returned), not_found, version_conflict, parameter_invalid, renewal_not_applicable (facts.reason). [API-LIC-22, IP-RENEW-09 … IP-RENEW-15]',
  schema: Type.Object({
    authorId: ObjectNumber,
    licenseId: ObjectNumber,
    /** Null: by the terms. */
    renewalKey: Nullable(Text(64)),
    /** Null: those of the voucher. */
    terms: Nullable(RenewalTerms),
    expectedVersion: Type.Optional(Count),
  }),
  key: ({ licenseId }) => String(licenseId),
  sample: {
    authorId: 1,
    licenseId: 4001,
    renewalKey: 'IPRR-2A3B4C-2A3B4C5D-2A3B4C5D-2A3B4C5D-2A-3B4C',
    terms: null,
  },
});
