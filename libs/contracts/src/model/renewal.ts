import Type, { type Static } from 'typebox';
import { Expiry } from './expiry.ts';
import type { InvoiceReference } from './invoice.ts';
import type { OtherLicense } from './other-license.ts';
import { Nullable, ObjectNumber, OneOf, Text, Uuid } from './scalars.ts';
import { SupportTerms } from './support.ts';
import type { Transition } from './transition.ts';

/** Each may follow each; one that is used stays as it is. [API-INV-06] */
export const renewalStatuses = ['active', 'blocked', 'deleted'] as const;
export const RenewalStatus = OneOf(...renewalStatuses);
export type RenewalStatus = Static<typeof RenewalStatus>;

const TypeId = Type.Integer({ minimum: -2147483648, maximum: 2147483647 });

/** Which licenses a renewal is for, and what they become; null: any, and as they are. [API-INV-06, IP-RENEW-09] */
export const RenewalTypes = Type.Object({ fromTypeId: Nullable(TypeId), toTypeId: Nullable(TypeId) });
export type RenewalTypes = Static<typeof RenewalTypes>;

/** What a renewal does to a license; null for what stays as it is. Days count from the later of now and the present end. [API-LIC-22, IP-RENEW-13] */
export const RenewalTerms = Type.Object({
  expiry: Nullable(Expiry),
  support: Nullable(SupportTerms),
  edition: Nullable(Type.Object({ typeId: TypeId, name: Text(255) })),
});
export type RenewalTerms = Static<typeof RenewalTerms>;

/** A renewal by number and by the UUID that its native id is made of. */
export const RenewalReference = Type.Object({ renewalId: ObjectNumber, uuid: Uuid });
export type RenewalReference = Static<typeof RenewalReference>;

/** Why a renewal is not for a license. [IP-RENEW-12] */
export const renewalFaults = {
  unknown: 'No renewal has this key.',
  blocked: 'The renewal is blocked.',
  deleted: 'The renewal is deleted.',
  used: 'The renewal has been used.',
  product: 'The renewal is for another product.',
  type: 'The renewal is for licenses of another type.',
  test: 'Renewals for tests are for test licenses, and others for others.',
  ended: 'The license was ended by people: set to expired, or deleted.',
  endless: 'The license never ends.',
  earlier: 'The license goes on beyond that date already.',
  nothing: 'The license is so already.',
} as const;
export type RenewalFault = keyof typeof renewalFaults;

/** A single-use voucher as `licenses` knows it; its key is told apart. [API-INV-06] */
export interface RenewalFacts extends RenewalReference {
  authorId: number;
  productId: number;
  optionId: number;
  optionUuid: string;
  /** The invoice that it was sold on; null for none. */
  invoice: InvoiceReference | null;
  status: RenewalStatus;
  types: RenewalTypes;
  /** As its option was when it was made. [INV-10] */
  terms: RenewalTerms;
  isTest: boolean;
  usedAt: string | null;
  usedFor: OtherLicense | null;
  /** 1 on creation. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

export type RenewalTransition = Transition<RenewalStatus>;
