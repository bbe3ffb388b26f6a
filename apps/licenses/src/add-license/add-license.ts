import { Handles } from '@licet/command-bus';
import { AddLicense, type CallContext, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import type { License } from '../domain/license.ts';
import { LicenseIssue } from './license-issue.ts';

/** Issues one license. A refused call leaves nothing behind, not even a number. [SL-ADD] */
@Controller()
export class AddLicenseHandler {
  constructor(
    private readonly licenses: LicenseIssue,
    private readonly vault: Vault,
  ) {}

  @Handles(AddLicense)
  async handle(request: RequestOf<typeof AddLicense>, call: CallContext): Promise<ReplyOf<typeof AddLicense>> {
    const reply = await this.licenses.issue(request, call);
    return reply.ok ? { ...reply, value: await this.#issued(reply.value) } : reply;
  }

  async #issued({ licenseId, uuid, serialNumberText, activationPassword, customerId, ...issued }: License) {
    const password = (await this.vault.open(activationPassword)) ?? '';
    const { activationsLeft, deactivationsLeft, counter } = issued;
    return {
      ...{ licenseId, uuid, serialNumber: serialNumberText, activationPassword: password, customerId },
      ...{ activationsLeft, deactivationsLeft, counter },
    };
  }
}
