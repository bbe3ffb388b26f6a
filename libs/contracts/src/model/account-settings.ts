import Type, { type Static } from 'typebox';
import { Networks } from './networks.ts';
import { Nullable, OneOf, Text } from './scalars.ts';
import { type Scope, scopes } from './scopes.ts';

/** A named set of scopes, which users get by its name. [PERM-12, API-USR-03] */
export const UserGroup = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000]*$' }),
  scopes: Type.Array(Text(64), { maxItems: scopes.length }),
});
export type UserGroup = Static<typeof UserGroup>;

/** Scheme, host and port of a page, as browsers send it. */
export const originForm = '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$';
const Origin = Type.String({ maxLength: 255, pattern: originForm });

/** Address of an OpenID provider, as it says it of itself. */
export const Issuer = Type.String({ maxLength: 2000, pattern: '^https://[^\\s?#]+$' });

/** Where people of an account may sign in instead of by password. [API-USR-04] */
export const OpenIdConnect = Type.Object({
  issuer: Issuer,
  clientId: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000]*$' }),
  /** Told in clear, kept sealed, never shown; null for a client that has none, and when it is told again for the one that is there. */
  clientSecret: Nullable(Text(2000)),
});
export type OpenIdConnect = Static<typeof OpenIdConnect>;

/** What an author sets for the whole account. [API-ACC-07] */
export const AccountSettings = Type.Object({
  /** Whether people log on to the XML services with login and password, like API users. [AUTH-06, AUTH-07] */
  soloRegularLogin: Type.Boolean(),
  /** So many failed author logons of one address within so many minutes shut that address out until they have passed. [AUTH-10] */
  logonFailures: Type.Object({
    count: Type.Integer({ minimum: 1, maximum: 1000 }),
    minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  }),
  /** So many wrong license credentials of one address within so many minutes shut it out until they have passed. [SA-ACT-58, AUTH-16] */
  activationFailures: Type.Object({
    count: Type.Integer({ minimum: 1, maximum: 1000 }),
    minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  }),
  /** What needs Master User on a license that is Void, Returned or deleted: every change, or a change of status alone. [AMB-04] */
  closedLicenseEdits: OneOf('all', 'status'),
  /** Who may set Void and Returned by UpdateActivationFields: Master Users, or whoever has Edit Licenses. [AMB-21] */
  voidBy: OneOf('master', 'edit'),
  /** What UpdateCheck answers to a wrong password where an update wants a right one: SECURE without a file, or 100. [AMB-28] */
  updateCheckPassword: OneOf('secure', 'refuse'),
  /** What an activation gets that tells no version where a lowest one is set: it passes, or 5012. [AMB-39] */
  versionlessActivation: OneOf('allow', 'refuse'),
  /** How far the clock of a program may be off before it gets 5022. [AMB-13] */
  clockToleranceHours: Type.Integer({ minimum: 1, maximum: 8760 }),
  /** Where activations may come from, empty for anywhere; an option may narrow it. 5021 else. [AMB-14] */
  allowedAddresses: Networks,
  /** Where they may not come from, allowed or not. [AMB-14] */
  deniedAddresses: Networks,
  groups: Type.Array(UserGroup, { maxItems: 100 }),
  /** Whether every POST of the native API must bring an `Idempotency-Key`. [API-IDEM-08] */
  requireIdempotencyKey: Type.Boolean(),
  /** Whether every change of an object by the native API must bring an `If-Match`. [API-ETAG-04] */
  requireIfMatch: Type.Boolean(),
  /** Whether answers of the native API tell how long they took. [API-TRACE-03] */
  debugTiming: Type.Boolean(),
  /** Origins from which browsers may use the native API. [API-CORS-01] */
  allowedOrigins: Type.Array(Origin, { maxItems: 100 }),
  /** Whether test licenses are purged on the first of every month; on a shared-URL installation they always are. [JOB-06, JOB-07] */
  monthlyPurge: Type.Boolean(),
  /** IANA name of the time zone in which that month begins. [JOB-05, AMB-24] */
  monthlyPurgeTimeZone: Text(64),
  openIdConnect: Nullable(OpenIdConnect),
});
export type AccountSettings = Static<typeof AccountSettings>;
export type AccountSetting = keyof AccountSettings;

const { soloRegularLogin, logonFailures, activationFailures, closedLicenseEdits, voidBy, groups } =
  AccountSettings.properties;
const { updateCheckPassword, versionlessActivation, clockToleranceHours } = AccountSettings.properties;
const { requireIdempotencyKey, requireIfMatch, debugTiming, allowedOrigins } = AccountSettings.properties;
const { allowedAddresses, deniedAddresses } = AccountSettings.properties;
const { monthlyPurge, monthlyPurgeTimeZone, openIdConnect } = AccountSettings.properties;
/** Settings to change; null for back to the default. */
export const ChangedSettings = Type.Partial(
  Type.Object({
    soloRegularLogin: Nullable(soloRegularLogin),
    logonFailures: Nullable(logonFailures),
    activationFailures: Nullable(activationFailures),
    closedLicenseEdits: Nullable(closedLicenseEdits),
    voidBy: Nullable(voidBy),
    updateCheckPassword: Nullable(updateCheckPassword),
    versionlessActivation: Nullable(versionlessActivation),
    clockToleranceHours: Nullable(clockToleranceHours),
    allowedAddresses: Nullable(allowedAddresses),
    deniedAddresses: Nullable(deniedAddresses),
    groups: Nullable(groups),
    requireIdempotencyKey: Nullable(requireIdempotencyKey),
    requireIfMatch: Nullable(requireIfMatch),
    debugTiming: Nullable(debugTiming),
    allowedOrigins: Nullable(allowedOrigins),
    monthlyPurge: Nullable(monthlyPurge),
    monthlyPurgeTimeZone: Nullable(monthlyPurgeTimeZone),
    openIdConnect,
  }),
);
export type ChangedSettings = Static<typeof ChangedSettings>;

const without = (...left: Scope[]): Scope[] => scopes.filter((scope) => !left.includes(scope));

/** Groups of every new account. Master User is in none of them: it is given one by one. [PERM-13, PERM-23] */
const defaultGroups: UserGroup[] = [
  { name: 'Administrators', scopes: without('licenses:void') },
  {
    name: 'Power Users',
    scopes: without(
      'licenses:void',
      'users:manage',
      'keys:manage',
      'account:write',
      'events:revert',
      'customers:erase',
    ),
  },
  {
    name: 'Customer Service Rep',
    scopes: [
      ...(['products:read', 'options:read', 'customers:read', 'customers:create', 'customers:write'] as const),
      ...(['customers:personal', 'licenses:read', 'licenses:create', 'licenses:write', 'licenses:status'] as const),
      ...(['installations:read', 'installations:write', 'invoices:read', 'events:read'] as const),
    ],
  },
];

/** What holds until the author sets something else. */
export const defaultAccountSettings: AccountSettings = {
  soloRegularLogin: false,
  logonFailures: { count: 10, minutes: 10 },
  activationFailures: { count: 100, minutes: 15 },
  closedLicenseEdits: 'all',
  voidBy: 'master',
  updateCheckPassword: 'secure',
  versionlessActivation: 'allow',
  clockToleranceHours: 24,
  allowedAddresses: [],
  deniedAddresses: [],
  groups: defaultGroups,
  requireIdempotencyKey: false,
  requireIfMatch: false,
  debugTiming: false,
  allowedOrigins: [],
  monthlyPurge: false,
  monthlyPurgeTimeZone: 'UTC',
  openIdConnect: null,
};

/** What may be set, in words. [API-ACC-02] */
export const allowedSettings: Record<AccountSetting, string> = {
  soloRegularLogin: 'true or false',
  logonFailures: '{"count": 1 to 1000, "minutes": 1 to 1440}',
  activationFailures: '{"count": 1 to 1000, "minutes": 1 to 1440}',
  closedLicenseEdits: 'all or status',
  voidBy: 'master or edit',
  updateCheckPassword: 'secure or refuse',
  versionlessActivation: 'allow or refuse',
  clockToleranceHours: '1 to 8760',
  allowedAddresses: 'up to 100 addresses, or addresses with a mask; empty for any',
  deniedAddresses: 'up to 100 addresses, or addresses with a mask',
  groups: 'up to 100 of {"name": 1 to 64 characters, "scopes": names of scopes}',
  requireIdempotencyKey: 'true or false',
  requireIfMatch: 'true or false',
  debugTiming: 'true or false',
  allowedOrigins: 'up to 100 of scheme://host or scheme://host:port',
  monthlyPurge: 'true or false',
  monthlyPurgeTimeZone: 'name of a time zone, such as UTC or Europe/Berlin',
  openIdConnect:
    '{"issuer": https address, "clientId": 1 to 255 characters, "clientSecret": up to 255 characters, or null}',
};

/** What an account and a user set about the rights of a caller, beside scopes. Travels with every call of an authenticated caller. */
export type CallerRules = Pick<AccountSettings, 'closedLicenseEdits' | 'voidBy'> & {
  /** Products above this level do not exist for the caller; null for no such limit. [PERM-19] */
  orderLevel: number | null;
};

export const defaultCallerRules: CallerRules = { closedLicenseEdits: 'all', voidBy: 'master', orderLevel: null };

/** What an account sets about activations; told to their service with how the account stands. */
export type ActivationRules = Pick<
  AccountSettings,
  'activationFailures' | 'versionlessActivation' | 'clockToleranceHours' | 'allowedAddresses' | 'deniedAddresses'
>;

/** How an account wants the native API to be used. */
export type ApiRules = Pick<
  AccountSettings,
  'requireIdempotencyKey' | 'requireIfMatch' | 'debugTiming' | 'allowedOrigins'
>;
