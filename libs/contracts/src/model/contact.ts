import Type, { type Static } from 'typebox';
import { Text } from './scalars.ts';

const line = Text(255);
/** Contact data of a customer, in clear only in memory and in read models; events hold it sealed. [CU-02] */
export const Contact = Type.Object({
  company: line,
  firstName: line,
  lastName: line,
  address1: line,
  address2: line,
  city: line,
  stateProvince: line,
  postalCode: line,
  country: line,
  email: line,
  phone: line,
  fax: line,
  /** How he is called on pages and in mails. [LG-01] */
  nickname: line,
  notes: Text(4000),
  /** European Union VAT number. */
  vatNumber: line,
});
export type Contact = Static<typeof Contact>;

export const emptyContact: Contact = {
  company: '',
  firstName: '',
  lastName: '',
  address1: '',
  address2: '',
  city: '',
  stateProvince: '',
  postalCode: '',
  country: '',
  email: '',
  phone: '',
  fax: '',
  nickname: '',
  notes: '',
  vatNumber: '',
};

/** Whether it says who somebody is. [API-CUS-01] */
export const isNamed = ({ company, lastName, email }: Partial<Contact>): boolean =>
  [company, lastName, email].some((it) => it !== undefined && it !== '');
