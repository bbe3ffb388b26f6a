import { Handles } from '@licet/command-bus';
import { type CallContext, ReplaceUserFields, type ReplyOf, type RequestOf } from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Controller } from '@nestjs/common';
import { Licenses, Options, contextOf } from '../aggregates.ts';
import type { License } from '../domain/license.ts';
import { type ReplaceUserFieldsCommand, entersAsAuthor, replaceUserFields } from '../domain/replace-user-fields.ts';
import { LicenseFinder } from '../license-finder.ts';
import { LicensePasswords } from '../license-passwords.ts';
import { notFound } from '../refusals.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';
import { UserFieldsVault } from '../user-fields-vault.ts';
import { versionOf } from '../version-of.ts';

type Request = RequestOf<typeof ReplaceUserFields>;
type Reply = ReplyOf<typeof ReplaceUserFields>;

/** Replaces all User Defined Fields with one append; what is refused is not even sealed. [SL-UDF] */
@Controller()
export class ReplaceUserFieldsHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly licenses: Licenses,
    private readonly options: Options,
    private readonly customers: KnownCustomers,
    private readonly passwords: LicensePasswords,
    private readonly userFields: UserFieldsVault,
  ) {}

  @Handles(ReplaceUserFields)
  async handle(request: Request, call: CallContext): Promise<Reply> {
    const { licenseId, userFields } = request;
    const license = licenseId === null ? undefined : await this.finder.byNumber(licenseId);
    if (!license) return notFound('license');
    const surroundings = await this.#surroundings(license, request, call);
    const command = { type: 'ReplaceUserFields' as const, request, surroundings, sealed: null };
    const decision = replaceUserFields(command, license, contextOf(call, new Date()));
    if (decision.kind === 'refused' || !userFields) return refusal(decision);
    const [sealed, same] = await Promise.all([
      this.userFields.seal(license, userFields),
      this.userFields.sameIn(license, userFields),
    ]);
    return replyTo(await this.licenses.decide(license.licenseId, { ...command, sealed, same }, call), versionOf);
  }

  /** A password is compared only where it opens a door: that costs, and `customers` may be away. */
  async #surroundings(
    license: License,
    request: Request,
    call: CallContext,
  ): Promise<ReplaceUserFieldsCommand['surroundings']> {
    const [option, account] = await Promise.all([
      this.options.read(String(license.optionId)),
      this.customers.account(license.authorId, call),
    ]);
    if (option.state.kind === 'none' || !account) throw new Error(`License ${license.licenseId} stands on nothing.`);
    const writable = option.state.settings.userFieldsWritable;
    const { password } = request;
    const asked = writable && password !== undefined && !entersAsAuthor(request, contextOf(call, new Date()));
    const passwordFits = asked && (await this.passwords.fits(license, password, call));
    return { writable, passwordFits, account: account.status };
  }
}

function refusal(decision: ReturnType<typeof replaceUserFields>): Reply {
  if (decision.kind === 'accepted') throw new Error('User Defined Fields without any were accepted.');
  return { ok: false, refusal: decision.refusal };
}
