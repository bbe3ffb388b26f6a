import { activationDocumentOf, documentOf } from './bindings.scenarios.ts';

type Values = Record<string, string | number>;

/** A good document for each operation, and how to make one with other values. */
export interface DocumentScenario {
  operation: string;
  root: string;
  reply: string;
  /** ResultCode of a document that cannot be read. */
  unreadable: -2 | 5024;
  /** ResultCode when every element is omitted or blank. [BAD-07, BAD-08] */
  empty: number;
  values: Values;
  document(values: Values): string;
}

/** Credentials and ids that a scenario's documents name. */
export interface Names {
  authorId: number;
  userId: string;
  userPassword: string;
  encryptionKeyId: string;
  optionId: number;
  customerId: number;
  customerEmail: string;
  customerPassword: string;
  licenseId: number;
  licensePassword: string;
  installationId: string;
}

export const sampleNames: Names = {
  authorId: 1,
  userId: 'back-office',
  userPassword: 'secret',
  encryptionKeyId: 'plain-1',
  optionId: 2001,
  customerId: 3001,
  customerEmail: 'ada@example.org',
  customerPassword: 'opensesame',
  licenseId: 4001,
  licensePassword: 'K7MQ2ZTR9WHX4DCA',
  installationId: '3t1-abcdefghijklmnopqrstuvwxyz',
};

export function documentScenarios(names: Names): DocumentScenario[] {
  const logon = { AuthorID: names.authorId, UserID: names.userId, UserPassword: names.userPassword };
  const license = { LicenseID: names.licenseId, Password: names.licensePassword };
  const counts = { Quantity: 1, UnitPrice: '49.90', ActivationCount: 5, DeactivationCount: 3 };
  const licenseService = (
    operation: string,
    root: string,
    reply: string,
    empty: number,
    values: Values,
  ): DocumentScenario => ({
    operation,
    root,
    reply,
    empty,
    values,
    unreadable: -2,
    document: (it: Values) => documentOf(root, it),
  });
  const activationService = (operation: string, values: Values): DocumentScenario => ({
    ...{ operation, values, root: operation, reply: operation, empty: 5000, unreadable: 5024 },
    document: (it: Values) => activationDocumentOf(operation, names.encryptionKeyId, it),
  });
  return [
    licenseService('Add', 'LicenseAdd', 'AddPrepaidLicense', -1, {
      ...{ ...logon, ProdOptionID: names.optionId, CustomerID: names.customerId, ...counts },
    }),
    licenseService('InfoCheck', 'LicenseInfoCheck', 'LicenseInfoCheck', 100, license),
    licenseService('UpdateCheck', 'LicenseUpdateCheck', 'LicenseUpdateCheck', 200, license),
    licenseService('UpdateActivationFields', 'UpdateActivationFields', 'UpdateLicenseActivationFields', -1, {
      ...{ ...logon, LicenseID: names.licenseId, Status: 'OK' },
    }),
    licenseService('Register', 'Register', 'LicenseRegistrationResult', 100, license),
    licenseService('UpdateRegistration', 'Register', 'LicenseRegistrationResult', 100, license),
    licenseService('ValidateRegistration', 'ValidateRegistration', 'LicenseRegistration', 100, license),
    licenseService('UpdateUserDefinedFields', 'UpdateUserDefinedFields', 'UpdateUserDefinedFields', 100, {
      ...{ ...logon, ...license, UDefChar1: 'Bonn', UDefNum1: 3, UDefFloat1: '0.5', UDefDate1: '2026-03-01T09:00:00' },
    }),
    licenseService('GetLicenseCustomData', 'GetLicenseCustomData', 'GetLicenseCustomData', -1, {
      ...{ ...logon, LicenseID: names.licenseId },
    }),
    licenseService('UpdateLicenseCustomData', 'UpdateLicenseCustomData', 'GetLicenseCustomData', -1, {
      ...{ ...logon, LicenseID: names.licenseId, LicenseCustomData: 'three seats in Bonn' },
    }),
    licenseService('CustomerSearch', 'CustomerSearch', 'Customers', -1, { ...logon, Email: names.customerEmail }),
    licenseService('GetCustomerDataByAuthor', 'GetCustomerDataByAuthor', 'CustomerData', -1, {
      ...{ ...logon, CustomerID: names.customerId },
    }),
    licenseService('CustomerLogin', 'CustomerLogin', 'CustomerLogin', 100, {
      ...{ CustomerID: names.customerId, Password: names.customerPassword },
    }),
    activationService('ActivateInstallation', { ...license, UserCode1: 1000, UserCode2: 1000 }),
    activationService('CheckInstallationStatus', { InstallationID: names.installationId }),
    activationService('DeactivateInstallation', { InstallationID: names.installationId }),
  ];
}

/** The scenario of an operation; an S twin has that of its operation. */
export function scenarioOf(scenarios: readonly DocumentScenario[], operation: string): DocumentScenario {
  const found = scenarios.find((it) => it.operation === operation || `${it.operation}S` === operation);
  if (!found) throw new Error(`No document scenario for ${operation}`);
  return found;
}
