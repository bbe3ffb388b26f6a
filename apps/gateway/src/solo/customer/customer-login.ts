import { AuthenticateCustomer, GetLicense, type RequestOf } from '@licet/contracts';
import { element, type XmlNode } from '@licet/xml';
import { countedAs, nobody } from '../../shared/counted-as.ts';
import { operation } from '../asmx/operation.ts';
import { id, text, token } from '../document/fields.ts';
import type { ReplyDocument } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { customerMessage } from './messages.ts';

type Name = RequestOf<typeof AuthenticateCustomer>['name'];
interface License {
  licenseId: number;
}

/** Whom the password is to prove, and what failed tries at him are counted under. */
interface Named {
  name: Name;
  counted: string;
}

/** The schema is ours: AuthorID with Email, or CustomerID, or LicenseID, and the customer password. [SC-05, A46] */
const fields = { AuthorID: id, Email: token(255), CustomerID: id, LicenseID: id, Password: text(255) };
type Document = Values<typeof fields>;

interface Outcome {
  ResultCode: number;
  customerId?: number;
}

const reply: ReplyDocument<Outcome> = {
  root: 'CustomerLogin',
  write: ({ ResultCode, customerId }) => written(ResultCode, customerId ?? ''),
  unreadable: () => written(-2, ''),
  sample: () => written('int', 'int'),
};

/** Whether somebody is the customer that he says he is. Who guesses a password is slowed as at a sign-in. [SC-05, CU-06, API-USR-06] */
export const customerLogin = operation('CustomerLogin', {
  twin: true,
  reads: licenseRequest('CustomerLogin', fields),
  replies: reply,
  handle: logIn,
});

const unknown = { ResultCode: 100 };

async function logIn(document: Document, call: SoloCall): Promise<Outcome> {
  const { AuthorID = null, Password } = document;
  const told = nameIn(document);
  if (!told || !Password || document.AuthorID === null) return unknown;
  const prove = ({ name, counted }: Named) =>
    call.slowed(counted, () => call.ask(AuthenticateCustomer, { authorId: AuthorID, name, password: Password }));
  const customer =
    'licenseId' in told
      ? await call.slowed(`told ${licenseAs(told)}`, async () => prove(await ownerOf(told, call)))
      : await prove({ name: told, counted: countedAs(AuthorID, told) });
  return customer.ok ? { ResultCode: 0, customerId: customer.value.customerId } : unknown;
}

/** Exactly one of the three names; undefined where there is none, or one that cannot be. */
function nameIn({ Email, CustomerID, LicenseID }: Document): Name | License | undefined {
  const given = [Email, CustomerID, LicenseID].filter((it) => it !== undefined);
  if (given.length !== 1) return undefined;
  if (Email) return { email: Email };
  if (CustomerID) return { customerId: CustomerID };
  return LicenseID ? { licenseId: LicenseID } : undefined;
}

/** Where a license names no customer, nobody is asked for alike, or the time would tell. [API-USR-06] */
async function ownerOf(license: License, call: SoloCall): Promise<Named> {
  const found = await call.ask(GetLicense, { authorId: null, reference: license });
  const customerId = found.ok ? found.value.license.customerId : null;
  if (customerId === null) return { name: nobody, counted: licenseAs(license) };
  return { name: { customerId }, counted: countedAs(null, { customerId }) };
}

/** Whatever account is named with it: its number alone says which license it is. */
const licenseAs = ({ licenseId }: License): string => `licenseId ${licenseId}`;

function written(code: number | string, customerId: number | string): XmlNode {
  return element('CustomerLogin', [
    element('ResultCode', code),
    element('ErrorMessage', customerMessage(code)),
    element('CustomerID', customerId),
  ]);
}
