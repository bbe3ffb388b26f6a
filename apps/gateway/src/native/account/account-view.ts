import {
  type AccountDetails,
  type AccountSetting,
  AccountSettings,
  OneOf,
  Text,
  allowedSettings,
  defaultAccountSettings,
  nativeId,
} from '@licet/contracts';
import Type, { type TSchema } from 'typebox';
import { Answer, AnyText, IpId, NullableInstant, type Shown, SoloNumber, head } from '../http/view-schema.ts';

const settingNames = Object.keys(defaultAccountSettings) as AccountSetting[];
const bySetting = <T>(of: (name: AccountSetting) => T) =>
  Object.fromEntries(settingNames.map((name) => [name, of(name)])) as Record<AccountSetting, T>;

/** A setting, and what it is unless somebody sets it. */
const SettingView = (value: TSchema) =>
  Type.Object({ value, default: value, allowed: AnyText, changedAt: NullableInstant });

/** [API-ACC-01, API-ACC-02] */
export const AccountView = Answer(
  'Account',
  {
    ...head('account', 'account'),
    name: Text(255),
    baseUrl: AnyText,
    mode: OneOf('live', 'evaluation'),
    status: OneOf('open', 'readOnly', 'closed'),
    readOnly: Type.Boolean(),
    sharedUrl: Type.Boolean(),
    solo: Type.Object({ authorId: SoloNumber }),
    dna: Type.Object({ clientId: AnyText }),
    ip: Type.Object({ vendorId: IpId }),
    settings: Type.Object(bySetting((name) => SettingView(AccountSettings.properties[name]))),
  },
  {
    id: 'acc_01k9qpwf00e008000000000001',
    object: 'account',
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    version: 1,
    name: 'Example Software',
    baseUrl: 'https://licet.example.com',
    mode: 'live',
    status: 'open',
    readOnly: false,
    sharedUrl: false,
    solo: { authorId: 1 },
    dna: { clientId: 'C0000001' },
    ip: { vendorId: '6e6f9a01003c00708000000000000001' },
    settings: bySetting((name) => ({
      value: defaultAccountSettings[name],
      default: defaultAccountSettings[name],
      allowed: allowedSettings[name],
      changedAt: null,
    })),
  },
);

/** An account as the native API shows it, every setting with its default. `baseUrl`: as the caller reached it. [API-ACC-01, API-ACC-02] */
export function accountView(account: AccountDetails, baseUrl: string): Shown<typeof AccountView> {
  const { uuid, name, authorId, dnaClientId, ipVendorId, mode, status, sharedUrl, version, createdAt, updatedAt } =
    account;
  return {
    id: nativeId('account', uuid),
    object: 'account',
    createdAt,
    updatedAt,
    version,
    name,
    baseUrl,
    mode,
    status,
    readOnly: status === 'readOnly',
    sharedUrl,
    solo: { authorId },
    dna: { clientId: dnaClientId },
    ip: { vendorId: ipVendorId },
    settings: settingsOf(account),
  };
}

const settingsOf = ({ settings, settingsChangedAt }: AccountDetails) =>
  bySetting((name) => ({
    value: settings[name],
    default: defaultAccountSettings[name],
    allowed: allowedSettings[name],
    changedAt: settingsChangedAt[name] ?? null,
  }));
