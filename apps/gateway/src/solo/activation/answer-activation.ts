import type { Refusal, Reply } from '@licet/contracts';
import { activationCodeOf, type ActivationMethod } from '../codes/activation-codes.ts';
import type { ActivationOutcome } from '../document/activation-reply.ts';
import type { ActivationRequest } from '../document/activation-request.ts';
import type { Shown } from '../document/reply-document.ts';

interface Answer<R, N extends string> {
  method: ActivationMethod;
  accepted: (value: R) => Partial<Record<N, Shown>>;
  /** Elements that come from the facts of a refusal; the reply's table keeps those that the code permits. */
  refused: (facts: Record<string, unknown>) => Partial<Record<N, Shown>>;
}

/** Outcome of a call of XmlActivationService: the service's reply in the words of the method. */
export function answerActivation<R extends { at: string }, N extends string>(
  request: ActivationRequest<unknown>,
  reply: Reply<R>,
  answer: Answer<R, N>,
): ActivationOutcome<N> {
  const { sessionCode } = request;
  if (reply.ok) return { code: 0, sessionCode, at: reply.value.at, values: answer.accepted(reply.value) };
  const { refusal } = reply;
  return {
    code: sealedCode(request, activationCodeOf(answer.method, refusal)),
    message: messageOf(refusal),
    sessionCode,
    at: new Date().toISOString(),
    values: answer.refused(refusal.facts ?? {}),
  };
}

/**
 * Parameters of a protected request are not opened here, so they count as missing; with a key set that is known that means that its
 * signature or cipher text could not be verified or opened. Signatures come first. [ENC-08 … ENC-10]
 */
function sealedCode({ protection: { encrypted, signed } }: ActivationRequest<unknown>, code: number): number {
  if (code !== 5005 || !(encrypted || signed)) return code;
  return signed ? 5004 : 5003;
}

/** 5008 has two causes with different sentences. [SA-ACT-60, SA-ACT-61] */
function messageOf({ code, facts }: Refusal): string | undefined {
  const data = code === 'credential_invalid' && facts?.cause === 'activationData';
  return data ? 'The activation data is not one well-formed XML document.' : undefined;
}

export const textFact = (fact: unknown): string | undefined => (typeof fact === 'string' ? fact : undefined);
export const numberFact = (fact: unknown): number | undefined => (typeof fact === 'number' ? fact : undefined);
