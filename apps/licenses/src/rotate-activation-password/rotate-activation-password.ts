import { Handles, ServiceUnavailable } from '@licet/command-bus';
import {
  type CallContext,
  type ReplyOf,
  type RequestOf,
  RotateActivationPassword,
  WouldHold,
  purposes,
} from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault, generateActivationPassword } from '@licet/vault';
import { Controller, Inject } from '@nestjs/common';
import { Licenses } from '../aggregates.ts';
import { commandBus, type CommandBus } from '../command-bus.token.ts';
import type { RotateActivationPasswordCommand } from '../domain/rotate-activation-password.ts';
import { LicenseFinder } from '../license-finder.ts';
import { LicenseTeller } from '../license-teller.ts';
import { recordedLicense } from '../recorded-license.ts';
import { notFound } from '../refusals.ts';

type Request = RequestOf<typeof RotateActivationPassword>;
type Reply = ReplyOf<typeof RotateActivationPassword>;

/** A new activation password; whoever repeats the command is told the one that it made. [API-LIC-20] */
@Controller()
export class RotateActivationPasswordHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly licenses: Licenses,
    private readonly teller: LicenseTeller,
    private readonly vault: Vault,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  @Handles(RotateActivationPassword)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { licenseId } = request;
    if (!(await this.finder.byNumber(licenseId))) return notFound('license');
    const password = generateActivationPassword();
    const activationPassword = {
      sealed: await this.vault.seal(this.vault.subject(`license-${licenseId}`), password),
      verifier: this.vault.randomSecretVerifier(purposes.activationPassword, password),
    };
    const ending = await this.#ending(request, call);
    const command = { type: 'RotateActivationPassword' as const, request, activationPassword, ending };
    const reply = replyTo(await this.licenses.decide(licenseId, command, call), recordedLicense);
    if (!reply.ok) return reply;
    const [license, opened] = await Promise.all([
      this.teller.tell(reply.value, reply.positions?.[0]),
      this.vault.open(reply.value.activationPassword),
    ]);
    return { ...reply, value: { license, activationPassword: opened ?? '' } };
  }

  /** Asked before anything is recorded: one event then has both done, the password here and the installations in the ledger. [design 4] */
  async #ending(
    { authorId, licenseId, endInstallations }: Request,
    call: CallContext,
  ): Promise<RotateActivationPasswordCommand['ending']> {
    const { state } = await this.licenses.read(String(licenseId));
    if (!endInstallations || state.kind === 'none' || state.authorId !== authorId) return null;
    const after = await this.teller.lastChange(state);
    const reply = await this.bus.call(WouldHold, { licenseId, endInstallations, after }, call);
    if (!reply.ok) throw new ServiceUnavailable('activations', `it does not know license ${licenseId} yet`);
    return { active: reply.value.activeInstallations, holds: reply.value.holds };
  }
}
