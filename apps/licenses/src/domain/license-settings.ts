import {
  type LicenseChanges,
  type Refused,
  type RequestOf,
  type UpdateLicense,
  effectiveSettings,
  missingOf,
  mostFeatures,
  mostMetadata,
  patchMetadata,
  patchOverrides,
  refuse,
} from '@licet/contracts';
import type { License } from './license.ts';
import { maxDays } from './option.decide.ts';
import type { OptionState } from './option.ts';
import { supportFaults } from './settings.ts';

type RequestedChanges = NonNullable<RequestOf<typeof UpdateLicense>['changes']>;
type Asked = Pick<RequestedChanges, 'overrides' | 'metadata' | 'externalId' | 'freezeUntil' | 'unlock'>;

/** Settings of its own that contradict each other, under those of its option, and more pairs than an object may have. [API-OPT-09, API-REP-14] */
export function badSettings(license: License, asked: Asked, option: OptionState | null): Refused | undefined {
  const { metadata, overrides } = settingChanges(license, asked, null);
  const pointers: string[] = [];
  if (Object.keys(metadata ?? {}).length > mostMetadata) pointers.push('/metadata');
  if (Object.keys(overrides?.features ?? {}).length > mostFeatures) pointers.push('/features');
  if (overrides && option?.kind === 'option') {
    const settings = effectiveSettings(option.settings, { ...license, overrides });
    const missing = settings.expiry.days > maxDays ? 'days' : missingOf(settings.expiry);
    if (missing) pointers.push(`/expiry/${missing}`);
    const faults = asked.overrides?.support ? supportFaults(settings.support) : []; // what it copied may lack what the option counts by now
    pointers.push(...faults.flatMap(([wrong, pointer]) => (wrong ? [pointer] : [])));
  }
  return pointers.length > 0 ? refuse('parameter_invalid', { pointers }) : undefined;
}

/** What differs from what holds. `at`: when the end of a freeze is set; null to leave that out. [API-LIC-13, API-REP-14, API-REP-15] */
export function settingChanges(license: License, asked: Asked, at: string | null): LicenseChanges {
  const { externalId, unlock } = asked;
  const freezeUntil = unlock ? null : asked.freezeUntil;
  const metadata = asked.metadata && patchMetadata(license.metadata, asked.metadata);
  const overrides = asked.overrides && patchOverrides(license.overrides, asked.overrides);
  const until = freezeUntil == null ? freezeUntil : new Date(freezeUntil).toISOString();
  const before = license.externalId;
  return {
    ...(metadata && differs(metadata, license.metadata) && { metadata }),
    ...(overrides && differs(overrides, license.overrides) && { overrides }),
    ...(externalId !== undefined && externalId !== before && { externalId: { before, after: externalId } }),
    ...(until !== undefined && at !== null && { freezeEnd: { until, setAt: at } }),
    ...(unlock && at !== null && { unlocked: true }),
  };
}

const differs = (one: object, other: object): boolean => JSON.stringify(one) !== JSON.stringify(other);
