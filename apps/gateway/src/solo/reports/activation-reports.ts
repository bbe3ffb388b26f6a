import {
  codeRow,
  ReportActivations,
  type ReportedActivation,
  type ReportedInstallation,
  ReportInstallations,
} from '@licet/contracts';
import { isoWithoutZone } from '../document/formats.ts';
import { type Ask, everyPage, report } from './report.ts';
import { pageSize } from './rows.ts';
import type { ReportForm } from './report-form.ts';

type Either = ReportedActivation | ReportedInstallation;

const instant = (at: string | null) => at && isoWithoutZone(at);
const request = ({ authorId, from, to, onlyOk, licenseId }: ReportForm, after: string | null) => ({
  ...{ authorId, from, to, onlyOk, licenseId, after },
  limit: pageSize,
});

const ofBoth = {
  LicenseID: ({ licenseId }: Either) => licenseId,
  CompanyName: ({ company }: Either) => company,
  IPAddress: ({ address }: Either) => address,
  InstallationID: ({ installationId }: Either) => installationId,
  ComputerID: ({ computerId }: Either) => computerId,
  InitialProductVersion: ({ version }: Either) => version,
  DeactivatedDate: ({ deactivatedAt }: Either) => instant(deactivatedAt),
  InstallationName: ({ installationName }: Either) => installationName,
  LicenseStatus: ({ status }: Either) => status,
  IsTestLicense: ({ isTest }: Either) => isTest,
};
const { LicenseID, CompanyName, IPAddress, InstallationID, ComputerID, InitialProductVersion } = ofBoth;
const { DeactivatedDate, InstallationName, LicenseStatus, IsTestLicense } = ofBoth;
const aYear = 12;

/** Every attempt to activate, granted or refused. [RPT-09, IN-01, IN-03] */
export const exportActivationData = report({
  page: 'ActivationDataExport.aspx',
  title: 'Export Activation Data',
  permissions: ['Report Access'],
  months: aYear,
  columns: {
    ...{ LicenseID, CompanyName },
    ActivationDate: ({ at }: ReportedActivation) => isoWithoutZone(at),
    Status: ({ successful }: ReportedActivation) => (successful ? 'Successful' : 'Rejected'),
    ...{ IPAddress, InstallationID, ComputerID, InitialProductVersion, DeactivatedDate, InstallationName },
    ResultCode: ({ code }: ReportedActivation) => (code === null ? 0 : soloCodeOf(code)),
    UnrecordedRepeats: ({ repeats }: ReportedActivation) => repeats,
    ...{ LicenseStatus, IsTestLicense },
  },
  read: (form: ReportForm, ask: Ask) => everyPage((after) => ask(ReportActivations, request(form, after))),
});

/** What the program was answered; the code's own name where the registry has no number for it. */
const soloCodeOf = (code: string) => codeRow(code as Parameters<typeof codeRow>[0]).activation ?? code;

/** Installations that received an InstallationID. [IN-02] */
export const exportInstallationData = report({
  page: 'InstallationDataExport.aspx',
  title: 'Export Installation Data',
  permissions: ['Report Access'],
  months: aYear,
  columns: {
    ...{ LicenseID, CompanyName },
    ActivationDate: ({ activatedAt }: ReportedInstallation) => isoWithoutZone(activatedAt),
    InstallationID,
    RelatedInstallationID: ({ relatedInstallationId }: ReportedInstallation) => relatedInstallationId,
    ...{ InstallationName, ComputerID, IPAddress, InitialProductVersion },
    LastCheckInDate: ({ lastCheckAt }: ReportedInstallation) => instant(lastCheckAt),
    ...{ DeactivatedDate, LicenseStatus, IsTestLicense },
  },
  read: (form: ReportForm, ask: Ask) => everyPage((after) => ask(ReportInstallations, request(form, after))),
});
