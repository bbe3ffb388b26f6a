import { entryKinds } from '../model/balances.ts';
import { licenseStates } from '../model/unified-status.ts';
import { revocationReasons, statuses } from '../model/status.ts';
import { jobTypes } from '../model/job.ts';
import { installationStatuses } from '../model/installation.ts';
import { invoiceStatuses, invoiceTargets } from '../model/invoice.ts';
import type { ListDeclaration } from '../model/list.ts';
import { optionStatuses, optionTypes } from '../model/option.ts';
import { renewalStatuses } from '../model/renewal.ts';
import { productModes, productStatuses } from '../model/product.ts';
import { userKinds } from '../model/user.ts';

const createdAt = { kind: 'instant', sort: true } as const;
/** What a test key sees is kept apart by it; nobody asks for it. [API-KEY-06] */
const isTest = { kind: 'boolean', filter: false } as const;
const externalId = { kind: 'text', exact: true, optional: true } as const;

/** [API-PRD-02] */
export const productList = {
  name: 'product',
  q: 'name, sku, description',
  fields: {
    createdAt,
    name: { kind: 'text', sort: true },
    status: { kind: 'choice', values: productStatuses },
    mode: { kind: 'choice', values: productModes },
    sku: { kind: 'text', exact: true, optional: true },
    externalId,
  },
} as const satisfies ListDeclaration;

/** [API-OPT-01] */
export const optionList = {
  name: 'option',
  q: 'name, edition name',
  fields: {
    createdAt,
    name: { kind: 'text', sort: true },
    productId: { kind: 'object', resource: 'product' },
    status: { kind: 'choice', values: optionStatuses },
    type: { kind: 'choice', values: optionTypes },
    externalId,
  },
} as const satisfies ListDeclaration;

/** [API-CUS-02] */
export const customerList = {
  name: 'customer',
  q: 'first name, last name, company, e-mail address',
  fields: {
    createdAt,
    email: { kind: 'text', optional: true },
    company: { kind: 'text', optional: true },
    country: { kind: 'text', optional: true },
    registered: { kind: 'boolean' },
    status: { kind: 'choice', values: ['active', 'erased'] },
    externalId: { kind: 'text', exact: true, optional: true },
  },
} as const satisfies ListDeclaration;

/** [API-LIC-10, API-LIC-11] */
export const licenseList = {
  name: 'license',
  q: 'number (SOLO LicenseID), notes, number of the invoice, and name, company and e-mail address of the customer',
  fields: {
    createdAt,
    status: { kind: 'choice', values: statuses },
    statusReason: { kind: 'choice', values: revocationReasons, optional: true },
    state: { kind: 'choice', values: licenseStates },
    usable: { kind: 'boolean' },
    productId: { kind: 'object', resource: 'product' },
    optionId: { kind: 'object', resource: 'option' },
    customerId: { kind: 'object', resource: 'customer', optional: true },
    invoiceId: { kind: 'object', resource: 'invoice', optional: true },
    externalId: { kind: 'text', exact: true, optional: true },
    isTest: { kind: 'boolean' },
    isTrial: { kind: 'boolean' },
    expiresAt: { kind: 'instant', optional: true, sort: true },
    'activation.lastCheckAt': { kind: 'instant', optional: true, sort: true },
    'seats.left': { kind: 'number', optional: true },
    'seats.used': { kind: 'number', sort: true, filter: false },
    /** Of the customer. */
    email: { kind: 'text' },
  },
} as const satisfies ListDeclaration;

/** [API-USR-01] */
export const userList = {
  name: 'user',
  q: 'name, login, e-mail address',
  fields: {
    createdAt,
    login: { kind: 'text', sort: true },
    kind: { kind: 'choice', values: userKinds },
    status: { kind: 'choice', values: ['active', 'disabled'] },
    lastUsedAt: { kind: 'instant', optional: true, sort: true },
  },
} as const satisfies ListDeclaration;

/** [API-KEY-02] */
export const keyList = {
  name: 'key',
  q: 'name',
  fields: {
    createdAt,
    name: { kind: 'text', sort: true },
    dialect: { kind: 'choice', values: ['native', 'dna', 'ip'] },
    mode: { kind: 'choice', values: ['live', 'test'] },
    status: { kind: 'choice', values: ['active', 'revoked'] },
    expiresAt: { kind: 'instant', optional: true, sort: true },
    lastUsedAt: { kind: 'instant', optional: true, sort: true },
  },
} as const satisfies ListDeclaration;

/** [API-PRD-07] */
export const updateList = {
  name: 'update',
  q: 'name',
  fields: { createdAt, name: { kind: 'text', sort: true } },
} as const satisfies ListDeclaration;

/** [API-PRD-09] */
export const serialList = {
  name: 'serial',
  fields: {
    createdAt,
    serial: { kind: 'text', sort: true },
    used: { kind: 'boolean' },
  },
} as const satisfies ListDeclaration;

/** Past changes of the status of a license. [API-VERB-03] */
export const transitionList = {
  name: 'transition',
  fields: { createdAt, to: { kind: 'choice', values: statuses } },
} as const satisfies ListDeclaration;

/** Past changes of the status of a product, and of its mode. [API-VERB-03] */
export const productTransitionList = {
  name: 'productTransition',
  fields: { createdAt, to: { kind: 'choice', values: productStatuses } },
} as const satisfies ListDeclaration;

/** Past changes of the status of an option. [API-VERB-03] */
export const optionTransitionList = {
  name: 'optionTransition',
  fields: { createdAt, to: { kind: 'choice', values: optionStatuses } },
} as const satisfies ListDeclaration;

/** Movements of a balance. [API-VERB-04] */
export const entryList = {
  name: 'entry',
  fields: { createdAt, kind: { kind: 'choice', values: entryKinds } },
} as const satisfies ListDeclaration;

/** [API-INV-01] */
export const invoiceList = {
  name: 'invoice',
  q: 'number',
  fields: {
    createdAt,
    status: { kind: 'choice', values: invoiceStatuses },
    blocked: { kind: 'boolean' },
    customerId: { kind: 'object', resource: 'customer', optional: true },
    externalId,
    isTest,
  },
} as const satisfies ListDeclaration;

/** Past changes of status and block of an invoice. [API-VERB-03] */
export const invoiceTransitionList = {
  name: 'invoiceTransition',
  fields: { createdAt, to: { kind: 'choice', values: invoiceTargets } },
} as const satisfies ListDeclaration;

/** [API-INV-06] */
export const renewalList = {
  name: 'renewal',
  fields: {
    createdAt,
    status: { kind: 'choice', values: renewalStatuses },
    productId: { kind: 'object', resource: 'product' },
    optionId: { kind: 'object', resource: 'option' },
    invoiceId: { kind: 'object', resource: 'invoice', optional: true },
    usedForId: { kind: 'object', resource: 'license', optional: true },
    usedAt: { kind: 'instant', optional: true, sort: true },
    isTest: { kind: 'boolean' },
  },
} as const satisfies ListDeclaration;

/** Past changes of the status of a renewal. [API-VERB-03] */
export const renewalTransitionList = {
  name: 'renewalTransition',
  fields: { createdAt, to: { kind: 'choice', values: renewalStatuses } },
} as const satisfies ListDeclaration;

/** [API-INS-18] */
export const installationList = {
  name: 'installation',
  fields: {
    createdAt,
    licenseId: { kind: 'object', resource: 'license' },
    customerId: { kind: 'object', resource: 'customer' },
    status: { kind: 'choice', values: installationStatuses },
    isTest,
  },
} as const satisfies ListDeclaration;

/** Past changes of the status of an installation. [API-VERB-03] */
export const installationTransitionList = {
  name: 'installationTransition',
  fields: { createdAt, to: { kind: 'choice', values: installationStatuses } },
} as const satisfies ListDeclaration;

/** The timeline of one object. [API-EVT-09] */
export const objectEventList = { name: 'objectEvent', fields: { createdAt } } as const satisfies ListDeclaration;

/** [API-JOB-01] */
export const jobList = {
  name: 'job',
  fields: {
    createdAt,
    type: { kind: 'choice', values: jobTypes },
    status: { kind: 'choice', values: ['queued', 'running', 'succeeded'] },
    dryRun: { kind: 'boolean' },
  },
} as const satisfies ListDeclaration;

/** Lists that the projector answers, because what they search is in its read models. */
export const projectedLists = [
  productList,
  optionList,
  customerList,
  licenseList,
  invoiceList,
  renewalList,
  installationList,
] as const;
export type ProjectedList = (typeof projectedLists)[number]['name'];
