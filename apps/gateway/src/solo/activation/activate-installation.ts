import { ActivateInstallation, type Activation, type RequestOf } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { activationReply, type ActivationOutcome } from '../document/activation-reply.ts';
import { activationRequest, type ActivationRequest } from '../document/activation-request.ts';
import { bool, id, ids, instant, int, text, token, version } from '../document/fields.ts';
import { isoSeconds, versionLong } from '../document/formats.ts';
import type { Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { activationData } from './activation-data.ts';
import { answerActivation, numberFact, textFact } from './answer-activation.ts';

const fields = {
  LicenseID: id,
  Password: text(255),
  SerialNumber: token(255),
  ProductID: ids,
  ProdOptionID: id,
  UserCode1: int,
  UserCode2: int,
  RequireRegistration: bool,
  ProductVersion: version,
  InstallationName: text(255),
  InstallationID: token(255),
  ActivationData: activationData,
  ClientDateTime: instant,
};

const success = [0];
const seats = [0, 5013];
const tooOld = [5012];
const reply = activationReply('ActivateInstallation', {
  ExtendedResultCode: [5025],
  ExtendedErrorMessage: [5025],
  Product: seats,
  LicenseID: seats,
  Quantity: seats,
  RegistrationKey1: success,
  RegistrationKey2: success,
  LicenseUpdate: success,
  ActivationsLeft: seats,
  ExpirationDate: success,
  InstallationID: success,
  ActivationPassword: success,
  IsTestLicense: seats,
  LicenseStatus: [5017],
  MinimumActivationVersionString: tooOld,
  MinimumActivationVersionLong: tooOld,
  MinimumActivationVersionUrl: tooOld,
});

/** Grants one activation to one machine. [SA-ACT] */
export const activateInstallation = operation('ActivateInstallation', {
  input: 'string',
  reads: activationRequest('ActivateInstallation', fields),
  replies: reply,
  handle: activate,
});

type Parameters = Values<typeof fields>;

async function activate(request: ActivationRequest<Parameters>, call: SoloCall): Promise<ActivationOutcome> {
  const { protection, parameters, sessionCode } = request;
  const readable = parameters && sessionCode !== null ? parametersOf(parameters) : null;
  const answer = await call.ask(ActivateInstallation, { protection, parameters: readable });
  return answerActivation(request, answer, { method: 'ActivateInstallation', accepted: granted, refused });
}

/** Null when one that must be there is missing, or when one is malformed: 5005. [SA-ACT-57] */
function parametersOf(read: Parameters): RequestOf<typeof ActivateInstallation>['parameters'] {
  const { UserCode1, UserCode2 } = read;
  if (UserCode1 == null || UserCode2 == null || Object.values(read).includes(null)) return null;
  return {
    licenseId: read.LicenseID ?? null,
    password: read.Password ?? null,
    serialNumber: read.SerialNumber ?? null,
    productIds: read.ProductID ?? [],
    optionId: read.ProdOptionID ?? null,
    userCode1: UserCode1,
    userCode2: UserCode2,
    requireRegistration: read.RequireRegistration ?? false,
    version: read.ProductVersion ?? null,
    name: read.InstallationName ?? null,
    relatedInstallationId: read.InstallationID ?? null,
    activationData: read.ActivationData ?? null,
    clientTime: read.ClientDateTime ?? null,
  };
}

/** [SA-ACT-25 … SA-ACT-39] An option that issues no trigger codes has RegistrationKey1 0. [TC-10] */
const granted = (activation: Activation) => ({
  Product: activation.product,
  LicenseID: activation.licenseId,
  Quantity: activation.quantity,
  RegistrationKey1: activation.registrationKeys?.first ?? 0,
  RegistrationKey2: activation.registrationKeys?.second ?? undefined,
  LicenseUpdate: activation.licenseUpdate === '' ? undefined : activation.licenseUpdate,
  ActivationsLeft: activation.activationsLeft,
  ExpirationDate: activation.expiresAt === null ? undefined : isoSeconds(activation.expiresAt),
  InstallationID: activation.installationId,
  ActivationPassword: activation.activationPassword,
  IsTestLicense: activation.isTest,
});

/** [SA-ACT-41 … SA-ACT-49] */
function refused(facts: Record<string, unknown>) {
  const minimumVersion = textFact(facts.minimumVersion);
  return {
    ExtendedResultCode: numberFact(facts.extendedCode),
    ExtendedErrorMessage: textFact(facts.extendedMessage),
    Product: textFact(facts.product),
    LicenseID: numberFact(facts.licenseId),
    Quantity: numberFact(facts.quantity),
    ActivationsLeft: 0,
    IsTestLicense: typeof facts.isTest === 'boolean' ? facts.isTest : undefined,
    LicenseStatus: textFact(facts.status),
    MinimumActivationVersionString: minimumVersion,
    MinimumActivationVersionLong: minimumVersion === undefined ? undefined : versionLong(minimumVersion),
    MinimumActivationVersionUrl: textFact(facts.minimumVersionUrl),
  };
}
