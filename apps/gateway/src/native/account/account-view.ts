import {
  type AccountDetails,
  type AccountSetting,
  allowedSettings,
  defaultAccountSettings,
  nativeId,
} from '@licet/contracts';

/** An account as the native API shows it, every setting with its default. `baseUrl`: as the caller reached it. [API-ACC-01, API-ACC-02] */
export function accountView(account: AccountDetails, baseUrl: string) {
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

function settingsOf({ settings, settingsChangedAt }: AccountDetails) {
  const names = Object.keys(defaultAccountSettings) as AccountSetting[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        value: settings[name],
        default: defaultAccountSettings[name],
        allowed: allowedSettings[name],
        changedAt: settingsChangedAt[name] ?? null,
      },
    ]),
  );
}
