import { Handles } from '@licet/command-bus';
import { type CallContext, type ReplyOf, type RequestOf, RotateActivationPassword, purposes } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault, generateActivationPassword } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Licenses } from '../aggregates.ts';
import type { License, LicenseState } from '../domain/license.ts';
import { LicenseFinder } from '../license-finder.ts';
import { LicenseTeller } from '../license-teller.ts';
import { notFound } from '../refusals.ts';

type Reply = ReplyOf<typeof RotateActivationPassword>;

/** A new activation password; whoever repeats the command is told the one that it made. [API-LIC-20] */
@Controller()
export class RotateActivationPasswordHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly licenses: Licenses,
    private readonly teller: LicenseTeller,
    private readonly vault: Vault,
  ) {}

  @Handles(RotateActivationPassword)
  async handle(request: RequestOf<typeof RotateActivationPassword>, call: CallContext): Promise<Reply> {
    const { licenseId } = request;
    if (!(await this.finder.byNumber(licenseId))) return notFound('license');
    const password = generateActivationPassword();
    const activationPassword = {
      sealed: await this.vault.seal(this.vault.subject(`license-${licenseId}`), password),
      verifier: this.vault.randomSecretVerifier(purposes.activationPassword, password),
    };
    const command = { type: 'RotateActivationPassword' as const, request, activationPassword };
    const reply = replyTo(await this.licenses.decide(licenseId, command, call), recorded);
    if (!reply.ok) return reply;
    const [license, opened] = await Promise.all([
      this.teller.tell(reply.value, reply.positions?.[0]),
      this.vault.open(reply.value.activationPassword),
    ]);
    return { ...reply, value: { license, activationPassword: opened ?? '' } };
  }
}

function recorded(license: LicenseState): License {
  if (license.kind === 'none') throw new Error('A license that was changed is not there.');
  return license;
}
