import {
  type CheckUpdate,
  type CheckedLicense,
  type OfferedUpdate,
  type Refused,
  type RequestOf,
  compareVersions,
  effectiveSettings,
  endsByDate,
  reachesVersion,
  refuse,
  supportOver,
} from '@licet/contracts';
import type { License } from './license.ts';
import type { Option } from './option.ts';
import type { Product } from './product.ts';
import type { ProductUpdate } from './product-updates.ts';
import { isVersion } from './settings.ts';

type Request = RequestOf<typeof CheckUpdate>;

/** What an update check is judged by. What belongs to a closed account is not there. [AUTH-15] */
export interface UpdateQuestion {
  request: Request;
  /** `expiresAt`: when it ends, by days from its first activation too. [API-OPT-04] */
  license: License | undefined;
  /** Where anything of the license counts from there; null before it, too. */
  firstActivatedAt: string | null;
  /** Option of the license. */
  option: Option | undefined;
  /** Product named by ProductID. */
  product: Product | undefined;
  /** Updates of the product that license, ProductID or name of the update lead to. */
  updates: readonly ProductUpdate[];
  now: Date;
}

export interface UpdateFound {
  license: CheckedLicense | null;
  /** The update that applies. */
  update: ProductUpdate | undefined;
  /** Newest of those looked at. */
  newest: ProductUpdate | undefined;
}

/** The update that applies, or the refusal in the order of SL-UPD-55. Passwords are another question. */
export function findUpdate(question: UpdateQuestion): UpdateFound | Refused {
  const { request, license } = question;
  const refusal = unknownNames(question) ?? expired(question);
  if (refusal) return refusal;
  if (request.version === null) return refuse('parameter_invalid', { what: 'version' });
  const lookedAt = question.updates.filter(isAskedFor(request)).filter(isSupported(question)).toSorted(byLatestVersion);
  const version = request.version ?? (isVersion(license?.currentVersion ?? '') ? license?.currentVersion : undefined);
  const update = lookedAt.find((it) => version === undefined || applies(it, version));
  return { license: license ? checked(license) : null, update, newest: lookedAt[0] };
}

/** 100, then 200. [SL-UPD-06, SL-UPD-09, SL-UPD-48, SL-UPD-51] */
function unknownNames({ request, license, product }: UpdateQuestion): Refused | undefined {
  const { licenseId, productId, updateName } = request;
  if (licenseId !== undefined && !license) return refuse('not_found', { what: 'license' });
  const nameless = licenseId === undefined && productId === undefined && updateName === undefined;
  if (nameless || productId === null) return refuse('not_found', { what: 'product' });
  if (productId === undefined) return undefined;
  if (license && license.productId !== productId) return refuse('product_mismatch');
  return license || product ? undefined : refuse('not_found', { what: 'product' });
}

/** 300. [SL-UPD-14 … SL-UPD-17, SL-UPD-52, SL-UPD-53] */
function expired({ request, license, option, now }: UpdateQuestion): Refused | undefined {
  if (!request.verifyExpiry || !license || !option) return undefined;
  if (!endsByDate(effectiveSettings(option.settings, license))) return undefined;
  const passed = license.expiresAt !== null && license.expiresAt <= now.toISOString();
  return passed ? refuse('license_expired', { ...checked(license) }) : undefined;
}

const checked = ({ status, licenseUpdate, expiresAt, replacedBy }: License): CheckedLicense => ({
  status,
  licenseUpdate,
  expiresAt,
  replacedById: replacedBy?.licenseId ?? null,
});

/** By name, letter case ignored; every one where none was named; none for what can be no name. [SL-UPD-08, SL-UPD-10, PU-05] */
const isAskedFor =
  ({ updateName }: Request) =>
  ({ settings }: ProductUpdate): boolean =>
    updateName === undefined || settings.name.toLowerCase() === updateName?.toLowerCase();

/** Support that is over gives none, and what support does not reach is not told of. [IP-SUPP-01, IP-SUPP-02] */
function isSupported({ license, option, firstActivatedAt, now }: UpdateQuestion): (update: ProductUpdate) => boolean {
  if (!license || !option) return () => true;
  const { support } = effectiveSettings(option.settings, license);
  const over = supportOver(support, { enteredAt: license.enteredAt, firstActivatedAt }, now);
  return ({ settings }) => !over && reachesVersion(support, settings.latestVersion);
}

/** Highest latest version first, and the newer of two. [SL-UPD-22] */
const byLatestVersion = (a: ProductUpdate, b: ProductUpdate): number =>
  compareVersions(b.settings.latestVersion, a.settings.latestVersion) || b.number - a.number;

/** [SL-UPD-20, SL-UPD-21] */
const applies = ({ settings }: ProductUpdate, version: string): boolean =>
  compareVersions(settings.minEligible, version) <= 0 &&
  compareVersions(version, settings.maxEligible) <= 0 &&
  compareVersions(version, settings.latestVersion) < 0;

/** What is told of an update that applies. Without a right password, where one is wanted, no file is named. [SL-UPD-29 … SL-UPD-44] */
export function offerOf(
  { settings }: ProductUpdate,
  { language, secret, password }: { language: string; secret: boolean; password: string },
): OfferedUpdate {
  const { action, infoUrl, latestFreeVersion, releaseDate, messages, licenseAgreementUrl } = settings;
  const { server, port, path, authentication, user } = settings;
  const fetches = action === 'ftp' || action === 'http';
  return {
    action: secret ? 'secure' : action,
    infoUrl,
    file: fetches && !secret ? { server, port, path, authentication, user, password } : null,
    latestFreeVersion,
    releaseDate,
    message: messages[language.toLowerCase()] ?? messages.en ?? '',
    licenseAgreementUrl,
  };
}
