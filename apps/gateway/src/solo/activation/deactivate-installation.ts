import { DeactivateInstallation } from '@licet/contracts';
import { operation } from '../asmx/operation.ts';
import { activationReply, type ActivationOutcome } from '../document/activation-reply.ts';
import { activationRequest, type ActivationRequest } from '../document/activation-request.ts';
import { instant, token } from '../document/fields.ts';
import { isoSeconds } from '../document/formats.ts';
import type { Values } from '../document/request-document.ts';
import type { SoloCall } from '../solo-call.ts';
import { answerActivation, textFact } from './answer-activation.ts';

const fields = { InstallationID: token(255), ClientDateTime: instant };

/** Gives an installation back. [SA-DEA] */
export const deactivateInstallation = operation('DeactivateInstallation', {
  input: 'string',
  reads: activationRequest('DeactivateInstallation', fields),
  replies: activationReply('DeactivateInstallation', { DeactivatedDate: [5016] }),
  handle: deactivate,
});

type Request = ActivationRequest<Values<typeof fields>>;

async function deactivate(request: Request, call: SoloCall): Promise<ActivationOutcome> {
  const { protection } = request;
  const answer = await call.ask(DeactivateInstallation, { protection, parameters: parametersOf(request) });
  return answerActivation(request, answer, {
    method: 'DeactivateInstallation',
    accepted: () => ({}),
    refused: ({ deactivatedAt }) => {
      const at = textFact(deactivatedAt);
      return { DeactivatedDate: at === undefined ? undefined : isoSeconds(at) };
    },
  });
}

function parametersOf({ parameters, sessionCode }: Request) {
  if (!parameters?.InstallationID || parameters.ClientDateTime === null || sessionCode === null) return null;
  return { installationId: parameters.InstallationID, clientTime: parameters.ClientDateTime ?? null };
}
