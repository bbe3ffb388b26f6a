import { type CallContext, nativeId } from '@licet/contracts';
import { OutgoingCaller, OutgoingFailed, type ServiceResources, webhookHeaders } from '@licet/service-kit';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Ajv } from 'ajv';
import Type, { type Static } from 'typebox';
import type { ActivationRequest, PluginAnswer, PluginQuestion } from '../domain/commands.ts';
import { Resources } from '../resources.ts';

type Parameters = NonNullable<ActivationRequest['parameters']>;

/** What a plugin answers, with status 200. Other members are left aside. [AMB-45] */
const Verdict = Type.Union([
  Type.Object({ allowed: Type.Literal(true) }),
  Type.Object({
    allowed: Type.Literal(false),
    code: Type.Integer({ minimum: -2147483648, maximum: 2147483647 }),
    message: Type.Optional(Type.Union([Type.String({ maxLength: 500, pattern: '^[^\\p{C}]*$' }), Type.Null()])),
  }),
]);
const isVerdict = new Ajv().compile<Static<typeof Verdict>>(Verdict);

/** Left of the time of a call for the decision after the plugin's answer. Milliseconds. */
const reserved = 1000;

/** Asks a server of the author whether an activation may be granted. Nothing is held meanwhile. [PO-19, API-OPT-12] */
@Injectable()
export class ActivationPlugin implements OnModuleDestroy {
  readonly #outgoing: OutgoingCaller;

  constructor(@Inject(Resources) private readonly resources: ServiceResources) {
    this.#outgoing = new OutgoingCaller(resources.host.outgoing);
  }

  onModuleDestroy(): void {
    this.#outgoing.close();
  }

  /** `failed` for whatever is no valid answer in time; the reason is logged. [SA-ACT-78] */
  async ask(question: PluginQuestion, parameters: Parameters, call: CallContext): Promise<PluginAnswer> {
    const { url, timeoutMs, secret: sealed } = question.plugin;
    const secret = await this.resources.vault.open(sealed);
    const at = new Date();
    const body = bodyOf(question, parameters, call, at);
    const headers = webhookHeaders(secret ?? '', { id: `msg_${call.commandId}`, at, body });
    const time = Math.min(timeoutMs, call.deadline - at.getTime() - reserved);
    try {
      if (secret === null) throw new OutgoingFailed('its secret was destroyed');
      return answerIn(await this.#outgoing.post(url, { headers, body, timeoutMs: time }));
    } catch (error) {
      if (!(error instanceof OutgoingFailed)) throw error;
      const { optionId } = question;
      this.resources.host.logger.warn(
        { optionId, reason: error.message },
        'An activation plugin gave no valid answer.',
      );
      return { kind: 'failed' };
    }
  }
}

/** What it is told: no password and no key of the license. [AMB-45] */
function bodyOf({ optionId, license }: PluginQuestion, parameters: Parameters, call: CallContext, at: Date): string {
  const { licenseId, uuid, productId, customerId, ...facts } = license;
  const { name, version, userCode2, activationData } = parameters;
  const data = {
    license: {
      id: nativeId('license', uuid),
      solo: { licenseId, productId, prodOptionId: optionId, customerId },
      ...facts,
    },
    installation: { name, version, computerId: userCode2, activationData: activationData?.xml ?? null },
    address: call.address,
  };
  return JSON.stringify({ type: 'activation.requested', timestamp: at.toISOString(), data });
}

function answerIn({ status, body }: { status: number; body: string }): PluginAnswer {
  if (status !== 200) throw new OutgoingFailed(`it answered with status ${status}`);
  const verdict = parsed(body);
  if (!isVerdict(verdict)) throw new OutgoingFailed('its answer is not of the form that is asked for');
  if (verdict.allowed) return { kind: 'allowed' };
  return { kind: 'refused', code: verdict.code, message: verdict.message ?? null };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
