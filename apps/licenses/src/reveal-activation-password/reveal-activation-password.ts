import { Handles } from '@licet/command-bus';
import {
  type CallContext,
  LicenseSecretsRead,
  type ReplyOf,
  type RequestOf,
  RevealActivationPassword,
  newUuid,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { contextOf } from '../aggregates.ts';
import { missingScope } from '../domain/caller.ts';
import type { License } from '../domain/license.ts';
import { LicenseFinder } from '../license-finder.ts';
import { notFound } from '../refusals.ts';

/**
 * Shows the activation password, after it was recorded who looks: in `audit-<n>`, which nothing folds, so that looking at a license does
 * not change it. [API-LIC-03]
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
    const placement = await this.#record(license, call);
    const activationPassword = (await this.vault.open(license.activationPassword)) ?? '';
    return { ok: true, value: { activationPassword }, positions: [placement] };
  }

  async #record({ licenseId, uuid, authorId, productId }: License, call: CallContext) {
    const at = new Date().toISOString();
    const { actor, via, requestId, correlationId, causationId, commandId } = call;
    const cause = { actor, via, requestId, correlationId, causationId };
    const { type, version: schemaVersion } = LicenseSecretsRead;
    const outcome = await this.store.append({
      streamId: `audit-${licenseId}`,
      expectedVersion: 'any',
      commandId,
      authorId,
      events: [
        {
          ...{ type, schemaVersion, data: { licenseId, uuid, authorId, productId, at } },
          metadata: { eventId: newUuid(), time: at, authorId, ...cause },
        },
      ],
    });
    if (outcome.kind !== 'appended' && outcome.kind !== 'repeated')
      throw new Error(`Nobody knows who looked at license ${licenseId}: ${outcome.kind}`);
    const { lane, epoch, position } = outcome;
    return { service: this.store.service, lane, epoch, position };
  }
}
