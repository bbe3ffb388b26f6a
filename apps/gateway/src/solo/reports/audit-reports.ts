import {
  type AccountDetails,
  GetAccount,
  ListUsers,
  type ListPage,
  firstPage,
  ReportCatalog,
  type ReportedCatalogEntry,
  type UserFacts,
} from '@licet/contracts';
import { isoWithoutZone } from '../document/formats.ts';
import { type Ask, everyPage, report } from './report.ts';
import { pageSize } from './rows.ts';
import type { ReportForm } from './report-form.ts';

const entered = ({ createdAt }: { createdAt: string }) => isoWithoutZone(createdAt);
const modified = ({ updatedAt }: { updatedAt: string }) => isoWithoutZone(updatedAt);
const dates = { EnteredDate: entered, ModifiedDate: modified };

const catalog =
  (resource: 'product' | 'option') =>
  ({ authorId }: ReportForm, ask: Ask) =>
    everyPage((after) => ask(ReportCatalog, { authorId, resource, after, limit: pageSize }));

/** [RPT-07] */
export const exportProducts = report({
  page: 'ExportProducts.aspx',
  title: 'Export Products',
  permissions: ['View Products'],
  months: null,
  columns: {
    ProductID: ({ productId }: ReportedCatalogEntry) => productId,
    ProductName: ({ productName }) => productName,
    Status: ({ status }) => status,
    Revision: ({ version }) => version,
    ...dates,
  },
  read: catalog('product'),
});

/** [RPT-07] */
export const exportProductOptions = report({
  page: 'ExportProductOptions.aspx',
  title: 'Export Product Options',
  permissions: ['View Products'],
  months: null,
  columns: {
    ProdOptionID: ({ optionId }: ReportedCatalogEntry) => optionId,
    OptionName: ({ optionName }) => optionName,
    ProductID: ({ productId }) => productId,
    ProductName: ({ productName }) => productName,
    Status: ({ status }) => status,
    Revision: ({ version }) => version,
    ...dates,
  },
  read: catalog('option'),
});

/** [RPT-07] */
export const exportAuthors = report({
  page: 'ExportAuthors.aspx',
  title: 'Export Authors',
  permissions: ['Master User'],
  months: null,
  columns: {
    AuthorID: ({ authorId }: AccountDetails) => authorId,
    AuthorName: ({ name }) => name,
    Mode: ({ mode }) => mode,
    Status: ({ status }) => status,
    Revision: ({ version }) => version,
    ...dates,
  },
  async *read({ authorId }: ReportForm, ask: Ask) {
    yield [await ask(GetAccount, { authorId })];
  },
});

const mostUsersAtOnce = 200;

/** [RPT-07] */
export const exportUsers = report({
  page: 'ExportUsers.aspx',
  title: 'Export Users',
  permissions: ['Manage Users'],
  months: null,
  columns: {
    UserID: ({ login }: UserFacts) => login,
    Name: ({ name }) => name,
    Email: ({ email }) => email,
    Kind: ({ kind }) => kind,
    Status: ({ status }) => status,
    Groups: ({ groups }) => groups.join(', '),
    Scopes: ({ effectiveScopes }) => effectiveScopes.join(' '),
    OutsideAccess: ({ outsideAccess }) => outsideAccess.join(', '),
    OrderLevel: ({ orderLevel }) => orderLevel,
    LastLogin: ({ lastUsedAt }) => lastUsedAt && isoWithoutZone(lastUsedAt),
    Revision: ({ version }) => version,
    ...dates,
  },
  async *read({ authorId }: ReportForm, ask: Ask) {
    let cursor: string | null = null;
    do {
      const { items, next }: ListPage<UserFacts> = await ask(ListUsers, {
        ...{ authorId, query: { ...firstPage, cursor, limit: mostUsersAtOnce } },
      });
      yield items;
      cursor = next;
    } while (cursor !== null);
  },
});
