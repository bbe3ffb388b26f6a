import { SearchCustomers } from '@licet/contracts';
import { element, type XmlNode } from '@licet/xml';
import { operation } from '../asmx/operation.ts';
import { id, text, token } from '../document/fields.ts';
import type { ReplyDocument } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { customerMessage } from './messages.ts';

const fields = { AuthorID: id, UserID: text(255), UserPassword: text(255), Email: token(255), CompanyName: token(255) };

/** Most customers that one reply names; whoever has more is told so, and asks more precisely. */
const most = 500;

interface Found {
  ResultCode: number;
  customers: readonly { customerId: number; company: string }[];
  /** There are more. */
  isCut: boolean;
}

const reply: ReplyDocument<Found> = {
  root: 'Customers',
  write: ({ ResultCode, customers, isCut }) => written(ResultCode, customers.map(customerElement), isCut),
  unreadable: () => written(-2, []),
  sample: () => written('int', [element('Customer', [element('CustomerID', 'int'), element('CompanyName', 'string')])]),
};

/** Customers of the logged-on author by e-mail address and by the beginning of the company. [SC-02, SC-03, SC-06] */
export const customerSearch = operation('CustomerSearch', {
  twin: true,
  admin: true,
  reads: licenseRequest('CustomerSearch', fields),
  replies: reply,
  handle: search,
});

async function search(document: Values<typeof fields>, call: SoloCall): Promise<Found> {
  const { Email = null, CompanyName = null } = document;
  const caller = await call.logon(document, { writes: false });
  if (!caller) return { ResultCode: -1, customers: [], isCut: false };
  const criteria = { authorId: caller.authorId, email: Email, company: CompanyName, limit: most + 1 };
  const found = await call.ask(SearchCustomers, criteria, caller);
  if (!found.ok) throw new Error(`SearchCustomers was refused: ${found.refusal.code}`);
  const isCut = found.value.customers.length > most;
  const customers = found.value.customers.slice(0, most);
  return { ResultCode: customers.length > 0 ? 0 : 100, customers, isCut }; // a known client reads the first of every 0 [A49]
}

const customerElement = ({ customerId, company }: Found['customers'][number]): XmlNode =>
  element('Customer', [element('CustomerID', customerId), element('CompanyName', company)]);

const cut = `Only the first ${most} customers are named.`;

/** `ErrorMessage` stands in every reply; it is where one with a ResultCode of 0 can say that it is not the whole. [SC-02] */
function written(code: number | string, customers: readonly XmlNode[], isCut = false): XmlNode {
  const message = element('ErrorMessage', isCut ? cut : customerMessage(code));
  return element('Customers', [element('ResultCode', code), message, ...customers]);
}
