import {
  type ProjectedList,
  customerList,
  installationList,
  invoiceList,
  licenseList,
  optionList,
  productList,
  renewalList,
} from '@licet/contracts';
import type { SqlList } from '@licet/service-kit';

const wordsOf = (table: string) => (placeholder: string) => `${table}.words @@ ${placeholder}`;

const ofUse = { join: 'use', id: 'license_use.license_id' };

/** Where the fields of each list stand. */
export const projected: Readonly<Record<ProjectedList, SqlList>> = {
  product: {
    declaration: productList,
    from: 'product',
    id: 'product.product_id',
    author: 'product.author_id',
    matches: wordsOf('product'),
    columns: {
      createdAt: { sql: 'product.created_at' },
      name: { sql: 'product.name_key' },
      status: { sql: 'product.status' },
      mode: { sql: 'product.mode' },
      sku: { sql: 'product.sku' },
      externalId: { sql: 'product.external_id' },
    },
  },
  option: {
    declaration: optionList,
    from: 'product_option',
    id: 'product_option.option_id',
    author: 'product_option.author_id',
    matches: wordsOf('product_option'),
    columns: {
      createdAt: { sql: 'product_option.created_at' },
      name: { sql: 'product_option.name_key' },
      productId: { sql: 'product_option.product_id' },
      status: { sql: 'product_option.status' },
      type: { sql: 'product_option.type' },
      externalId: { sql: 'product_option.external_id' },
    },
  },
  customer: {
    declaration: customerList,
    from: 'customer',
    id: 'customer.customer_id',
    author: 'customer.author_id',
    where: 'customer.merged_into IS NULL',
    matches: wordsOf('customer'),
    columns: {
      createdAt: { sql: 'customer.created_at' },
      email: { sql: 'customer.email_key' },
      company: { sql: 'customer.company_key' },
      country: { sql: 'customer.country_key' },
      registered: { sql: 'customer.registered' },
      status: { sql: 'customer.status' },
      externalId: { sql: 'customer.external_id' },
    },
  },
  license: {
    declaration: licenseList,
    from: 'license',
    id: 'license.license_id',
    author: 'license.author_id',
    joins: {
      use: 'JOIN license_use USING (author_id, license_id)',
      owner:
        'JOIN customer ON (customer.author_id, customer.customer_id) = (license.author_id, license.customer_id) AND customer.merged_into IS NULL',
    },
    matches: (placeholder) => `license.license_id IN (${licensesWith(placeholder)})`,
    columns: {
      createdAt: { sql: 'license.entered_at' },
      status: { sql: 'license.status' },
      statusReason: { sql: 'license.reason' },
      state: { sql: 'license.state' },
      usable: { sql: 'license.usable' },
      productId: { sql: 'license.product_id' },
      optionId: { sql: 'license.option_id' },
      customerId: { sql: 'license.customer_id' },
      invoiceId: { sql: 'license.invoice_id' },
      externalId: { sql: 'license.external_id' },
      isTest: { sql: 'license.is_test' },
      isTrial: { sql: 'license.is_trial' },
      expiresAt: { sql: 'license.expires_at', sort: `coalesce(license.expires_at, 'infinity')` },
      'activation.lastCheckAt': {
        sql: 'license_use.last_check_at',
        sort: `coalesce(license_use.last_check_at, '-infinity')`,
        ...ofUse,
      },
      'seats.left': { sql: 'license_use.seats_left', ...ofUse },
      'seats.used': { sql: 'license_use.seats_used', ...ofUse },
      email: { sql: 'customer.email_key', join: 'owner' },
    },
  },
  invoice: {
    declaration: invoiceList,
    from: 'invoice',
    id: 'invoice.invoice_id',
    author: 'invoice.author_id',
    where: 'invoice.whole',
    matches: wordsOf('invoice'),
    columns: {
      createdAt: { sql: 'invoice.created_at' },
      status: { sql: 'invoice.status' },
      blocked: { sql: 'invoice.blocked' },
      customerId: { sql: 'invoice.customer_id' },
      externalId: { sql: 'invoice.external_id' },
      isTest: { sql: 'invoice.is_test' },
    },
  },
  renewal: {
    declaration: renewalList,
    from: 'renewal',
    id: 'renewal.renewal_id',
    author: 'renewal.author_id',
    columns: {
      createdAt: { sql: 'renewal.created_at' },
      status: { sql: 'renewal.status' },
      productId: { sql: 'renewal.product_id' },
      optionId: { sql: 'renewal.option_id' },
      invoiceId: { sql: 'renewal.invoice_id' },
      usedForId: { sql: 'renewal.used_for' },
      usedAt: { sql: 'renewal.used_at', sort: `coalesce(renewal.used_at, 'infinity')` },
      isTest: { sql: 'renewal.is_test' },
    },
  },
  installation: {
    declaration: installationList,
    from: 'installation',
    id: 'installation.row_number',
    author: 'installation.author_id',
    where: 'installation.token IS NOT NULL',
    joins: { license: 'JOIN license USING (author_id, license_id)' },
    columns: {
      createdAt: { sql: 'installation.activated_at' },
      licenseId: { sql: 'installation.license_id' },
      customerId: { sql: 'license.customer_id', join: 'license' },
      status: { sql: 'installation.status' },
      isTest: { sql: 'license.is_test', join: 'license' },
    },
  },
};

/** Licenses whose own words or whose customer's or invoice's fit; each side has its index. [API-LIC-11] */
const licensesWith = (placeholder: string): string =>
  `SELECT license_id FROM license_words WHERE words @@ ${placeholder}
   UNION SELECT l.license_id FROM customer c JOIN license l ON (l.author_id, l.customer_id) = (c.author_id, c.customer_id)
     WHERE c.merged_into IS NULL AND c.words @@ ${placeholder}
   UNION SELECT l.license_id FROM invoice i JOIN license l ON (l.author_id, l.invoice_id) = (i.author_id, i.invoice_id)
     WHERE i.whole AND i.words @@ ${placeholder}`;
