import { CheckInstallation, type InstallationCheck } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { activationReply, type ActivationOutcome } from '../document/activation-reply.ts';
import { activationRequest, type ActivationRequest } from '../document/activation-request.ts';
import { instant, token, version } from '../document/fields.ts';
import { isoSeconds } from '../document/formats.ts';
import type { Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { answerActivation, numberFact, textFact } from './answer-activation.ts';

const fields = { InstallationID: token(255), ProductVersion: version, ClientDateTime: instant };

const known = [0, 5016, 5017]; // with these the license is known [SA-CHK-09]
const reply = activationReply('CheckInstallationStatus', {
  DeactivatedDate: [5016],
  LicenseStatus: [5017],
  LicenseUpdate: known,
  ExpirationDate: known,
  RemainingActivations: known,
});

/** Tells an installation whether it may go on. [SA-CHK] */
export const checkInstallationStatus = operation('CheckInstallationStatus', {
  input: 'string',
  limit: 256 * 1024, // it may carry a usage log [WIRE-62]
  reads: activationRequest('CheckInstallationStatus', fields),
  replies: reply,
  handle: check,
});

type Request = ActivationRequest<Values<typeof fields>>;

async function check(request: Request, call: SoloCall): Promise<ActivationOutcome> {
  const { protection } = request;
  const answer = await call.ask(CheckInstallation, { protection, parameters: parametersOf(request) });
  return answerActivation(request, answer, {
    method: 'CheckInstallationStatus',
    accepted: licenseElements,
    refused: ({ deactivatedAt, status, licenseUpdate, expiresAt, remainingActivations }) => ({
      DeactivatedDate: dateElement(textFact(deactivatedAt)),
      LicenseStatus: textFact(status),
      ...licenseElements({
        licenseUpdate: textFact(licenseUpdate) ?? '',
        expiresAt: textFact(expiresAt) ?? null,
        remainingActivations: numberFact(remainingActivations),
      }),
    }),
  });
}

function parametersOf({ parameters, sessionCode }: Request) {
  if (!parameters || sessionCode === null) return null;
  const { InstallationID, ProductVersion, ClientDateTime } = parameters;
  if (!InstallationID || ProductVersion === null || ClientDateTime === null) return null;
  return { installationId: InstallationID, version: ProductVersion ?? null, clientTime: ClientDateTime ?? null };
}

type Known = Pick<InstallationCheck, 'licenseUpdate' | 'expiresAt'> & { remainingActivations: number | undefined };

const licenseElements = ({ licenseUpdate, expiresAt, remainingActivations }: Known) => ({
  LicenseUpdate: licenseUpdate === '' ? undefined : licenseUpdate,
  ExpirationDate: dateElement(expiresAt),
  RemainingActivations: remainingActivations,
});

const dateElement = (instant: string | null | undefined): string | undefined =>
  instant == null ? undefined : isoSeconds(instant);
