import { Handles } from '@licet/command-bus';
import {
  AddLicenses,
  type CallContext,
  type IssuedLicense,
  type LicenseSetOrder,
  type PasswordForm,
  type Refusal,
  type ReplyOf,
  type RequestOf,
  type Sealed,
  isLongEnough,
  lastOfLanes,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { inTurns } from '@licet/service-kit';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { SerialStock } from './serial-stock.ts';
import { SurroundingsOf } from './surroundings-of.ts';
import { Licenses, contextOf } from '../aggregates.ts';
import { assessIssue, takesFromList } from '../domain/add-license.ts';
import type { LicenseSet } from '../domain/license-set.ts';
import { issuedLicense } from '../issued-license.ts';
import { LicenseSets } from '../license-sets.ts';
import { LicenseSetSteps } from '../policies/license-set-steps.ts';

/** Licenses that are read side by side. */
const width = 100;

type Request = RequestOf<typeof AddLicenses>;
interface Alike {
  count: number;
  passwords: PasswordForm | undefined;
}
type One = Omit<Request, keyof Alike>;
type Reply = ReplyOf<typeof AddLicenses>;

/** Issues many licenses by one intent that is recorded first, so that all of them come to be, or none. [API-LIC-02, CU-07, LG-03] */
@Controller()
export class AddLicensesHandler {
  constructor(
    private readonly store: EventStore,
    private readonly sets: LicenseSets,
    private readonly licenses: Licenses,
    private readonly steps: LicenseSetSteps,
    private readonly surroundingsOf: SurroundingsOf,
    private readonly stock: SerialStock,
    private readonly vault: Vault,
  ) {}

  @Handles(AddLicenses)
  async handle({ count, passwords, ...request }: Request, call: CallContext): Promise<Reply> {
    const setId = call.commandId;
    const { state } = await this.sets.read(setId);
    const refusal = state.kind === 'none' ? await this.#begin(request, { count, passwords }, call) : null;
    return refusal ? { ok: false, refusal } : this.#ended(setId);
  }

  /** Records what is to be issued, or answers why nothing is. */
  async #begin(request: One, { count, passwords }: Alike, call: CallContext): Promise<Refusal | null> {
    const surroundings = await this.surroundingsOf.request(request, call);
    const answer = assessIssue({ request, surroundings }, contextOf(call, new Date()));
    if ('kind' in answer) return answer.refusal;
    if (passwords && !isLongEnough(passwords))
      return { code: 'parameter_invalid', facts: { pointers: ['/passwords/length'] } };
    const { option, product } = answer;
    if (takesFromList(request, option) && !(await this.stock.has(product.productId, count)))
      return { code: 'serials_exhausted' };
    const licenseIds: number[] = [];
    while (licenseIds.length < count) licenseIds.push(await this.store.nextNumber('license'));
    const { authorId } = request;
    licenseIds.sort((a, b) => a - b);
    const order = await this.#orderOf(licenseIds[0] ?? 0, request, option.optionId, passwords);
    const set = { setId: call.commandId, authorId, licenseIds, order };
    await this.sets.decide(call.commandId, { type: 'RequestLicenseSet', request: { authorId }, set }, call);
    return null;
  }

  /** Texts are sealed as those of the first license: its key is the one that there will be. */
  async #orderOf(
    first: number,
    request: One,
    optionId: number,
    passwords: Alike['passwords'],
  ): Promise<LicenseSetOrder> {
    const { fields, customerId, toUnregistered, distributorId, expiresAt } = request;
    if (fields === null) throw new Error('An issue without fields was accepted.');
    const { notes, licenseeName, licenseeEmail, ...plain } = fields;
    const subject = this.vault.subject(`license-${first}`);
    await this.vault.ensureKeys([subject]);
    const seal = (text: string): Sealed | null => (text === '' ? null : this.vault.sealNow(subject, text));
    return {
      ...{ optionId, customerId, toUnregistered: toUnregistered === true },
      ...(distributorId != null && { distributorId }),
      ...(expiresAt != null && { expiresAt }),
      fields: plain,
      ...(passwords && { passwords: { length: passwords.length, prefix: seal(passwords.prefix) } }),
      texts: { notes: seal(notes), licenseeName: seal(licenseeName), licenseeEmail: seal(licenseeEmail) },
    };
  }

  async #ended(setId: string): Promise<Reply> {
    const positions = lastOfLanes(await this.steps.finish(setId));
    const { state } = await this.sets.read(setId);
    if (state.kind === 'none') throw new Error(`Set ${setId} vanished.`);
    if (state.refusal) return { ok: false, refusal: state.refusal, positions };
    return { ok: true, value: { licenses: await this.#issued(state) }, positions };
  }

  /** A customer who was made for a license may not be known to it yet. */
  async #issued({ issued }: LicenseSet): Promise<IssuedLicense[]> {
    const told = await inTurns(issued, width, async ({ licenseId, customerId }) => {
      const { state } = await this.licenses.read(String(licenseId));
      if (state.kind === 'none') return []; // a repetition, and it was purged meanwhile
      const license = await issuedLicense(state, this.vault);
      return [{ ...license, customerId: customerId ?? license.customerId }];
    });
    return told.flat();
  }
}
