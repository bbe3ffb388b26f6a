import { CheckUpdate, soloStatusOf, type CheckedLicense, type OfferedUpdate, type Refusal } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { licenseCodeOf, updateCheckCodes } from '../codes/license-codes.ts';
import { bool, id, text, token, version } from '../document/fields.ts';
import { isoWithoutZone, versionLong } from '../document/formats.ts';
import { licenseReply } from '../document/reply-document.ts';
import { licenseRequest, type Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';

const fields = {
  LicenseID: id,
  Password: text(255),
  ProductID: id,
  ProductName: token(255),
  LanguageCode: token(2),
  VerifyDaysToDL: bool,
  Version: version,
};

const reply = licenseReply('LicenseUpdateCheck', [
  'Status',
  'ReplacedBy',
  'LicenseUpdate',
  'VersionString',
  'VersionLong',
  'ActionToTake',
  'URLInfo',
  'URLFile',
  'URLFileServerName',
  'URLFilePort',
  'URLFilePathOrFileName',
  'URLFileUserName',
  'URLFilePassword',
  'LatestFreeVersion',
  'ReleaseDate',
  'ShortMessage',
  'NoMoreDL',
  'LicenseAgreementUrl',
]);
type Outcome = Parameters<typeof reply.write>[0];

const request = licenseRequest('LicenseUpdateCheck', fields);

/** Which update a program should take, by license, product or name of the update. Changes nothing. [SL-UPD] */
export const updateCheck = operation('UpdateCheck', {
  twin: true,
  reads: {
    ...request,
    read: (document) => {
      const values = request.read(document);
      return values?.VerifyDaysToDL === null ? undefined : values; // [SL-UPD-58]
    },
  },
  replies: reply,
  handle: check,
});

async function check(document: Values<typeof fields>, call: SoloCall): Promise<Outcome> {
  const { LicenseID, Password, ProductID, ProductName, LanguageCode, VerifyDaysToDL, Version } = document;
  const found = await call.ask(CheckUpdate, {
    ...(LicenseID !== undefined && { licenseId: LicenseID }),
    ...(Password !== undefined && { password: Password }),
    ...(ProductID !== undefined && { productId: ProductID }),
    ...(ProductName !== undefined && { updateName: ProductName }),
    ...(LanguageCode !== undefined && { language: LanguageCode }),
    ...(Version !== undefined && { version: Version }),
    verifyExpiry: VerifyDaysToDL ?? false,
  });
  if (!found.ok) return refused(found.refusal);
  const { license, version, update } = found.value;
  return {
    ResultCode: 0,
    ...(license && licenseElements(license)),
    VersionString: version,
    VersionLong: version === null ? null : versionLong(version),
    ActionToTake: update ? actionNames[update.action] : 'NONE',
    ...(update && updateElements(update)),
  };
}

/** Whoever is told that the time for downloads has passed is told of his license too. [SL-UPD-53, SL-UPD-57] */
function refused(refusal: Refusal): Outcome {
  const code = licenseCodeOf('UpdateCheck', updateCheckCodes, refusal);
  const license = refusal.code === 'license_expired' ? (refusal.facts as CheckedLicense | undefined) : undefined;
  return { ResultCode: code, ...(license && licenseElements(license)) };
}

/** [SL-UPD-26 … SL-UPD-32, AMB-06] */
const actionNames: Record<OfferedUpdate['action'], string> = {
  none: 'NONE',
  ftp: 'DNFTP',
  http: 'DNHTP',
  url: 'GOURL',
  message: 'MSG',
  secure: 'SECURE',
};

const licenseElements = ({ status, licenseUpdate, expiresAt, replacedById }: CheckedLicense) => ({
  Status: soloStatusOf(status),
  ReplacedBy: replacedById, // [AMB-23]
  LicenseUpdate: licenseUpdate,
  NoMoreDL: expiresAt === null ? null : isoWithoutZone(expiresAt),
});

const updateElements = (update: OfferedUpdate) => ({
  URLInfo: update.infoUrl,
  ...(update.file && fileElements(update.file)),
  LatestFreeVersion: update.latestFreeVersion,
  ReleaseDate: update.releaseDate === null ? null : `${update.releaseDate}T00:00:00`,
  ShortMessage: update.message,
  LicenseAgreementUrl: update.licenseAgreementUrl,
});

/** The five parts, and all of them in one text. [SL-UPD-34 … SL-UPD-39] */
function fileElements({ server, port, path, authentication, user, password }: NonNullable<OfferedUpdate['file']>) {
  const [name, secret] = authentication === 'license' ? placeHolders : [user, password];
  const parts = [server, port ?? '', path.replace(/^\/+/, ''), name, secret] as const;
  return {
    URLFile: parts.join('|'),
    URLFileServerName: parts[0],
    URLFilePort: parts[1],
    URLFilePathOrFileName: parts[2],
    URLFileUserName: parts[3],
    URLFilePassword: parts[4],
  };
}

/** For the program to fill: a real password is never put there. [SL-UPD-35, AMB-29] */
const placeHolders = ['[varUserName]', '[varPassword]'] as const;
