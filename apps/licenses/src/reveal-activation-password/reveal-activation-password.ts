import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  LicenseSecretsRead,
  type ReplyOf,
  type RequestOf,
  RevealActivationPassword,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { recordLook } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { contextOf } from '../aggregates.ts';
import { missingScope } from '../domain/caller.ts';
import { LicenseFinder } from '../license-finder.ts';
import { notFound } from '../refusals.ts';

/**
 * Shows the activation password, after it was recorded who looks. [API-LIC-03]
 */
@Controller()
export class RevealActivationPasswordHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  @Handles(RevealActivationPassword)
  async handle(
    { authorId, licenseId }: RequestOf<typeof RevealActivationPassword>,
    call: CallContext,
  ): Promise<ReplyOf<typeof RevealActivationPassword>> {
    const lacking = missingScope(contextOf(call, new Date()).caller, 'licenses:secrets');
    if (lacking) return { ok: false, refusal: lacking.refusal };
    const license = await this.finder.byNumber(licenseId);
    if (license?.authorId !== authorId) return notFound('license');
    const { uuid, productId } = license;
    const data = { licenseId, uuid, authorId, productId };
    const place = await recordLook(this.store, { event: LicenseSecretsRead, number: licenseId, authorId, data }, call);
    const activationPassword = (await this.vault.open(license.activationPassword)) ?? '';
    return { ok: true, value: { activationPassword }, positions: [place] };
  }
}
