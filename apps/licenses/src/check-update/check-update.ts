import { Handles, ServiceUnavailable } from '@licet/command-bus';
import {
  type CallContext,
  CheckUpdate,
  GetLedger,
  type ReplyOf,
  type RequestOf,
  effectiveSettings,
  endOf,
  keyOf,
} from '@licet/contracts';
import { EventStore } from '@licet/event-store';
import { Controller, Inject } from '@nestjs/common';
import { Options, Products } from '../aggregates.ts';
import { commandBus, type CommandBus } from '../command-bus.token.ts';
import { type UpdateQuestion, findUpdate, offerOf } from '../domain/check-update.ts';
import type { License } from '../domain/license.ts';
import type { Option } from '../domain/option.ts';
import { type ProductUpdate, updateNameClaim, updatesOf } from '../domain/product-updates.ts';
import { LicenseFinder } from '../license-finder.ts';
import { LicensePasswords } from '../license-passwords.ts';
import { ProductUpdatesOf } from '../product-updates.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';
import { UpdatePasswords } from '../update-passwords.ts';

type Request = RequestOf<typeof CheckUpdate>;

/** Which update a program should be told of. Changes nothing. [SL-UPD] */
@Controller()
export class CheckUpdateHandler {
  constructor(
    private readonly store: EventStore,
    private readonly finder: LicenseFinder,
    private readonly products: Products,
    private readonly options: Options,
    private readonly updates: ProductUpdatesOf,
    private readonly customers: KnownCustomers,
    private readonly passwords: LicensePasswords,
    private readonly updatePasswords: UpdatePasswords,
    @Inject(commandBus) private readonly bus: CommandBus,
  ) {}

  @Handles(CheckUpdate)
  async handle(request: Request, call: CallContext): Promise<ReplyOf<typeof CheckUpdate>> {
    const question = await this.#question(request, call);
    const found = findUpdate(question);
    if ('kind' in found) return { ok: false, refusal: found.refusal };
    const { license, update, newest } = found;
    const version = (update ?? newest)?.settings.latestVersion ?? null;
    if (!update) return { ok: true, value: { license, version, update: null } };
    const secret = update.settings.verifyPassword && !(await this.#fits(question.license, request, call));
    const author = question.license?.authorId;
    if (secret && author !== undefined && (await this.customers.refusesWrongPassword(author)))
      return { ok: false, refusal: { code: 'credential_invalid' } };
    const password = secret ? '' : await this.updatePasswords.open(update.password);
    const offer = offerOf(update, { language: request.language ?? 'en', secret, password });
    return { ok: true, value: { license, version, update: offer } };
  }

  async #question(request: Request, call: CallContext): Promise<UpdateQuestion> {
    const [license, product] = await Promise.all([
      this.#license(request, call),
      this.#product(request.productId, call),
    ]);
    const [option, updates] = await Promise.all([
      license && this.options.read(String(license.optionId)),
      this.#updates(request, license?.productId ?? product?.productId, call),
    ]);
    const of = option?.state.kind === 'option' ? option.state : undefined;
    const firstActivatedAt = license && of ? await this.#firstActivation(license, of, call) : null;
    const ending = license && { ...license, expiresAt: endOf(license, firstActivatedAt) };
    return { request, license: ending, firstActivatedAt, option: of, product, updates, now: new Date() };
  }

  async #license({ licenseId }: Request, call: CallContext): Promise<License | undefined> {
    const license = licenseId ? await this.finder.byNumber(licenseId) : undefined;
    return license && (await this.#isOpen(license.authorId, call)) ? license : undefined;
  }

  /** Only the ledger knows of it, and it is asked only where days count from it. */
  async #firstActivation(license: License, { settings }: Option, call: CallContext): Promise<string | null> {
    const { licenseId, expiryDays } = license;
    const { rule } = effectiveSettings(settings, license).support;
    if (expiryDays === null && rule !== 'daysFromFirstActivation') return null;
    const reply = await this.bus.call(GetLedger, { licenseId }, call);
    if (!reply.ok) throw new ServiceUnavailable('activations', `it does not know license ${licenseId} yet`);
    return reply.value.firstActivatedAt;
  }

  async #product(productId: number | null | undefined, call: CallContext) {
    if (!productId) return undefined;
    const { state } = await this.products.read(String(productId));
    return state.kind === 'product' && (await this.#isOpen(state.authorId, call)) ? state : undefined;
  }

  /** Of license and product, or of the product that has an update of this name. */
  async #updates(
    { licenseId, productId, updateName }: Request,
    known: number | undefined,
    call: CallContext,
  ): Promise<readonly ProductUpdate[]> {
    const byName = known === undefined && licenseId === undefined && productId === undefined && updateName;
    const holder = byName ? await this.store.holderOf(updateNameClaim(byName)) : undefined;
    const key = known === undefined ? holder && keyOf(holder) : String(known);
    if (key === undefined) return [];
    const { state } = await this.updates.read(key);
    const open = state.kind === 'updates' && (known !== undefined || (await this.#isOpen(state.authorId, call)));
    return open ? updatesOf(state) : [];
  }

  async #isOpen(authorId: number, call: CallContext): Promise<boolean> {
    return (await this.customers.account(authorId, call))?.status !== 'closed';
  }

  /** Compared only where an update wants it: that costs, and `customers` may be away. [SL-UPD-05, SL-UPD-50] */
  async #fits(license: License | undefined, { password }: Request, call: CallContext): Promise<boolean> {
    return license !== undefined && !!password && this.passwords.fits(license, password, call);
  }
}
