import { type CustomerFacts, ExternalId, Instant, Metadata, Nullable, Text, nativeId } from '@licet/contracts';
import Type from 'typebox';
import { Answer, AnyText, IdOf, type Shown, SoloNumber, head } from '../http/view-schema.ts';

const line = Text(255);
const Address = Type.Object({
  ...{ line1: line, line2: line, city: line, state: line, postalCode: line, country: line },
});
const personal = Nullable(line);

/** [native-api 4] */
export const customerMembers = {
  ...head('customer', 'customer'),
  status: Type.Enum(['active', 'erased']),
  registered: Type.Boolean(),
  ...{ firstName: personal, lastName: personal, email: personal, phone: personal, fax: personal },
  address: Nullable(Address),
  company: personal,
  vatNumber: personal,
  nickname: personal,
  notes: Nullable(Text(4000)),
  isDistributor: Type.Boolean(),
  mergedIntoId: Nullable(IdOf('customer')),
  erasedAt: Nullable(Instant),
  solo: Type.Object({ customerId: SoloNumber, distributorId: Nullable(SoloNumber) }),
  externalId: Nullable(ExternalId),
  metadata: Metadata,
  redacted: Type.Optional(
    Type.Literal(true, { description: 'The key lacks customers:personal, so nothing that names a person is told.' }),
  ),
};

export const customerExample = {
  id: 'cus_01k9qpwf00e0080000000002xs',
  object: 'customer',
  createdAt: '2026-03-01T09:00:00.000Z',
  updatedAt: '2026-03-01T09:00:00.000Z',
  version: 1,
  status: 'active',
  registered: true,
  ...{ firstName: 'Ada', lastName: 'Example', email: 'ada@example.org', phone: '', fax: '' },
  address: { line1: 'Main Street 1', line2: '', city: 'Bonn', state: '', postalCode: '53111', country: 'Germany' },
  company: 'Example Ltd',
  vatNumber: '',
  nickname: '',
  notes: '',
  isDistributor: false,
  mergedIntoId: null,
  erasedAt: null,
  solo: { customerId: 3001, distributorId: null },
  externalId: null,
  metadata: {},
};

export const CustomerView = Answer('Customer', customerMembers, customerExample);

/** The password that was made, where none was given. [API-CUS-03] */
export const MadePassword = Answer(
  'MadePassword',
  { password: Type.Optional(AnyText) },
  { password: 'K7MQ2ZTR9WHX4DCA' },
);

/** Null where the customer chose it, or has none. [API-CUS-03] */
export const CustomerPasswordView = Answer(
  'CustomerPassword',
  { password: Nullable(AnyText), chosenByCustomer: Type.Boolean() },
  { password: 'K7MQ2ZTR9WHX4DCA', chosenByCustomer: false },
);

/** A customer as the native API shows it; without `customers:personal` nothing that names a person. [native-api 4, API-CUS-06] */
export function customerView(
  { customerId, uuid, registered, contact, isDistributor, externalId, metadata, ...facts }: CustomerFacts,
  seesPersons: boolean,
): Shown<typeof CustomerView> {
  const { company, vatNumber, notes } = contact;
  const { erasedAt } = facts;
  return {
    id: nativeId('customer', uuid),
    object: 'customer',
    createdAt: facts.createdAt,
    updatedAt: facts.updatedAt,
    version: facts.version,
    status: erasedAt === null ? 'active' : 'erased',
    registered,
    ...(seesPersons ? personOf(contact) : redacted),
    company,
    vatNumber,
    notes: seesPersons ? notes : null,
    ...(erasedAt !== null && erasedTexts),
    mergedIntoId: null,
    erasedAt,
    solo: { customerId, distributorId: isDistributor ? customerId : null },
    ...{ isDistributor, externalId, metadata },
  };
}

/** Nobody knows any more. [API-CUS-05] */
const erasedTexts = {
  ...{ company: null, vatNumber: null, notes: null, firstName: null, lastName: null, email: null },
  ...{ phone: null, fax: null, nickname: null, address: null },
} as const;

const personOf = ({ firstName, lastName, email, phone, fax, nickname, ...places }: CustomerFacts['contact']) => ({
  firstName,
  lastName,
  email,
  phone,
  fax,
  nickname,
  address: {
    line1: places.address1,
    line2: places.address2,
    city: places.city,
    state: places.stateProvince,
    postalCode: places.postalCode,
    country: places.country,
  },
});

const redacted = {
  ...{ firstName: null, lastName: null, email: null, phone: null, fax: null, nickname: null, address: null },
  redacted: true,
} as const;
