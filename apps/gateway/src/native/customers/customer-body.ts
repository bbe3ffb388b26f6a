import type { Contact } from '@licet/contracts';
import { IsBoolean, IsDefined, MinLength } from 'class-validator';
import { MetadataPairs } from '../http/metadata.ts';
import { Line, Nullable, Optional, Part, Reference } from '../http/rules.ts';

const readOnly = ['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'mergedIntoId', 'erasedAt', 'solo'];

class AddressPart {
  @Line(255)
  @Optional()
  line1?: string;

  @Line(255)
  @Optional()
  line2?: string;

  @Line(255)
  @Optional()
  city?: string;

  @Line(255)
  @Optional()
  state?: string;

  @Line(255)
  @Optional()
  postalCode?: string;

  @Line(255)
  @Optional()
  country?: string;
}

class CustomerPart {
  static readonly readOnly: readonly string[] = readOnly;
  static readonly example: object = {
    company: 'Example Ltd',
    firstName: 'Ada',
    lastName: 'Example',
    email: 'ada@example.org',
  };

  @IsBoolean()
  @Optional()
  registered?: boolean;

  @Line(255)
  @Optional()
  company?: string;

  @Line(255)
  @Optional()
  firstName?: string;

  @Line(255)
  @Optional()
  lastName?: string;

  @Line(255)
  @Optional()
  email?: string;

  @Line(255)
  @Optional()
  phone?: string;

  @Line(255)
  @Optional()
  fax?: string;

  @Part(() => AddressPart)
  @Optional()
  address?: AddressPart;

  @Line(255)
  @Optional()
  vatNumber?: string;

  @Line(255)
  @Optional()
  nickname?: string;

  @Line(4000)
  @Optional()
  notes?: string;

  /** [API-CUS-08] */
  @IsBoolean()
  @Optional()
  isDistributor?: boolean;

  @MinLength(1)
  @Line(128)
  @Nullable()
  externalId?: string | null;
}

/** A new customer. [API-CUS-01] */
export class CreateCustomerBody extends CustomerPart {
  @MetadataPairs()
  @Optional()
  metadata?: Record<string, string>;
}

/** What is changed of a customer. [API-CUS-01, API-REP-14] */
export class UpdateCustomerBody extends CustomerPart {
  @MetadataPairs({ patch: true })
  @Optional()
  metadata?: Record<string, string | null>;
}

/** A password set by staff; without one a random one is made. [API-CUS-03] */
export class PasswordBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = {};

  @MinLength(1)
  @Line(255)
  @Optional()
  password?: string;
}

/** Whom a customer is merged into. [API-CUS-04] */
export class MergeBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { intoId: 'solo:3001' };

  @Reference()
  @IsDefined()
  intoId!: string;
}

/** Members that were told, in the words of the contracts. */
export function contactIn({ address = {}, ...told }: CustomerPart): Partial<Contact> {
  const { company, firstName, lastName, email, phone, fax, vatNumber, nickname, notes } = told;
  const { line1, line2, city, state, postalCode, country } = address;
  const places = { address1: line1, address2: line2, city, stateProvince: state, postalCode, country };
  const contact = { company, firstName, lastName, email, phone, fax, vatNumber, nickname, notes, ...places };
  return Object.fromEntries(Object.entries(contact).filter(([, text]) => text !== undefined));
}

/** Members beside contact data that were told. */
export const membersIn = <M extends object>({
  isDistributor,
  externalId,
  metadata,
}: CustomerPart & { metadata?: M }): { isDistributor?: boolean; externalId?: string | null; metadata?: M } => ({
  ...(isDistributor !== undefined && { isDistributor }),
  ...(externalId !== undefined && { externalId }),
  ...(metadata && { metadata: { ...metadata } }),
});
