import type { Contact } from '@licet/contracts';
import { IsBoolean, MinLength } from 'class-validator';
import { Line, Optional, Part } from '../http/rules.ts';

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

/** What is told of a customer. [API-CUS-01] */
export class CustomerBody {
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

  @Line(4000)
  @Optional()
  notes?: string;
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

/** Members that were told, in the words of the contracts. */
export function contactIn({ address = {}, ...told }: CustomerBody): Partial<Contact> {
  const { company, firstName, lastName, email, phone, fax, vatNumber, notes } = told;
  const { line1, line2, city, state, postalCode, country } = address;
  const places = { address1: line1, address2: line2, city, stateProvince: state, postalCode, country };
  const members = Object.entries({ company, firstName, lastName, email, phone, fax, vatNumber, notes, ...places });
  return Object.fromEntries(members.filter(([, text]) => text !== undefined));
}
