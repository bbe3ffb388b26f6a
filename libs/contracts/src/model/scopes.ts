/** What a caller may do. SOLO's permissions are other names for the same scopes. [API-USR-03, PERM-14] */
export const scopes = [
  'products:read',
  'products:write',
  'options:read',
  'options:write',
  'keySets:read',
  'keySets:write',
  'customers:read',
  'customers:create',
  'customers:write',
  'customers:personal',
  'customers:passwords',
  'customers:erase',
  'licenses:read',
  'licenses:create',
  'licenses:write',
  'licenses:move',
  'licenses:status',
  'licenses:void',
  'licenses:secrets',
  'installations:read',
  'installations:write',
  'sessions:read',
  'sessions:write',
  'invoices:read',
  'invoices:write',
  'renewals:read',
  'renewals:write',
  'events:read',
  'events:revert',
  'webhooks:read',
  'webhooks:write',
  'keys:manage',
  'users:manage',
  'jobs:read',
  'jobs:write',
  'reports:licenses',
  'reports:accounting',
  'reports:sales',
  'account:read',
  'account:write',
] as const;
export type Scope = (typeof scopes)[number];

/** What a customer may do beyond the operations that are open to customers: see who he is himself. [API-USR-05] */
export const customerScopes: readonly Scope[] = ['customers:personal'];

/** What somebody has who knows the password of a customer: as the customer he reads and changes what is the customer's. [API-USR-05, API-KEY-05] */
export const scopesOfCustomerPassword: readonly Scope[] = [
  'customers:personal',
  'licenses:read',
  'installations:read',
  'installations:write',
  'invoices:read',
];

/** Permissions by SOLO's names and the scopes that they stand for. [PERM-01 … PERM-23] */
export const soloPermissions = {
  'Add Licenses': ['licenses:create'],
  'Edit Licenses': ['licenses:write', 'licenses:status'],
  'Add Single Customer': ['customers:create'],
  'Edit Customers': ['customers:write'],
  'View Password': ['customers:passwords'],
  'Manage Records': ['licenses:move'],
  'Manage Installations': ['installations:write'],
  'View Products': ['products:read', 'options:read'],
  'Manage Users': ['users:manage', 'keys:manage'],
  'Report Access': ['reports:licenses'],
  'Accounting Reports': ['reports:accounting'],
  'Sales Reports': ['reports:sales'],
  'Financial Access': ['invoices:write'],
  'Master User': ['licenses:void'],
} as const satisfies Record<string, readonly Scope[]>;
