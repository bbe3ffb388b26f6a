import { Handles } from '@licet/command-bus';
import { AddLicense, type CallContext, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { issuedLicense } from '../issued-license.ts';
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
    return reply.ok ? { ...reply, value: await issuedLicense(reply.value, this.vault) } : reply;
  }
}
