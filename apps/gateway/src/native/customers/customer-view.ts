import { type CustomerFacts, nativeId } from '@licet/contracts';

/** A customer as the native API shows it; without `customers:personal` nothing that names a person. [native-api 4, API-CUS-06] */
export function customerView({ customerId, uuid, registered, contact, ...facts }: CustomerFacts, personal: boolean) {
  const { company, vatNumber, notes } = contact;
  return {
    id: nativeId('customer', uuid),
    object: 'customer',
    createdAt: facts.createdAt,
    updatedAt: facts.updatedAt,
    version: facts.version,
    status: 'active',
    registered,
    ...(personal ? personOf(contact) : redacted),
    company,
    vatNumber,
    notes: personal ? notes : null,
    mergedIntoId: null,
    solo: { customerId },
  };
}

const personOf = ({ firstName, lastName, email, phone, fax, ...places }: CustomerFacts['contact']) => ({
  firstName,
  lastName,
  email,
  phone,
  fax,
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
  ...{ firstName: null, lastName: null, email: null, phone: null, fax: null, address: null },
  redacted: true,
};
