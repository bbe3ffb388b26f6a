import { CreateCustomer, type Contact } from '@licet/contracts';
import { typedOperation } from '../asmx/typed-operation.ts';
import { bool, id, text, token } from '../document/fields.ts';
import type { Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

const contactFields = {
  companyName: text(255),
  firstName: text(255),
  lastName: text(255),
  address1: text(255),
  address2: text(255),
  city: text(255),
  stateProvince: text(255),
  postalCode: text(255),
  country: text(255),
  email: token(255),
};
const fields = {
  ...{ authorID: id, userID: text(255), userPassword: text(255) },
  ...contactFields,
  password: text(255),
  ...{ phone: text(255), fax: text(255) },
  nickname: text(255),
  /** These two are taken and kept nowhere: no other service shows them. */
  ...{ offerProduct: bool, offerPartners: bool },
};
type Asked = Values<typeof fields>;

/** A CustomerID, or why there is none: no valid logon or no right, or a value that is not of its form. [LG-02] */
const refused = -1;
const unreadable = -2;

/** Makes a registered customer, or overwrites the one with the same e-mail address and password. [LG-01, LG-02, PERM-17] */
export const createCustomer = typedOperation('CreateCustomer', {
  admin: true,
  reads: fields,
  replies: 'int',
  handle: create,
});

async function create(asked: Asked, call: SoloCall): Promise<number> {
  const { authorID: AuthorID, userID: UserID, userPassword: UserPassword } = asked;
  const caller = await call.logon({ AuthorID, UserID, UserPassword }, { writes: true });
  if (!caller) return refused;
  if (Object.values(asked).includes(null)) return unreadable;
  const password = asked.password === undefined ? null : { text: asked.password ?? '', chosenByCustomer: false };
  const { authorId } = caller;
  const request = { authorId, registered: true, contact: contactOf(asked), password, orReplace: true as const };
  const made = await call.ask(CreateCustomer, request, caller);
  if (!made.ok) {
    if (made.refusal.code === 'scope_missing') return refused;
    throw new Error(`CreateCustomer was refused: ${made.refusal.code}`);
  }
  await call.settle(made.positions, caller);
  return made.value.customerId;
}

/** All of it: what is blank or not there overwrites too. [LG-02] */
const contactOf = (asked: Asked): Partial<Contact> => ({
  company: asked.companyName ?? '',
  firstName: asked.firstName ?? '',
  lastName: asked.lastName ?? '',
  address1: asked.address1 ?? '',
  address2: asked.address2 ?? '',
  city: asked.city ?? '',
  stateProvince: asked.stateProvince ?? '',
  postalCode: asked.postalCode ?? '',
  country: asked.country ?? '',
  email: asked.email ?? '',
  phone: asked.phone ?? '',
  fax: asked.fax ?? '',
  nickname: asked.nickname ?? '',
});
