import { Handles } from '@licet/command-bus';
import { type CallContext, GetLicense, type ReplyOf, type RequestOf } from '@licet/contracts';
import { Controller } from '@nestjs/common';
import type { License } from '../domain/license.ts';
import { LicenseFinder } from '../license-finder.ts';
import { LicensePasswords } from '../license-passwords.ts';
import { LicenseTeller } from '../license-teller.ts';
import { notFound } from '../refusals.ts';
import { KnownCustomers } from '../replicas/known-customers.ts';

type Request = RequestOf<typeof GetLicense>;

/** A license by number, serial number or key, and how the password fits that came along. Changes nothing. [SL-INFO] */
@Controller()
export class GetLicenseHandler {
  constructor(
    private readonly finder: LicenseFinder,
    private readonly teller: LicenseTeller,
    private readonly passwords: LicensePasswords,
    private readonly customers: KnownCustomers,
  ) {}

  @Handles(GetLicense)
  async handle({ authorId, reference, password }: Request, call: CallContext): Promise<ReplyOf<typeof GetLicense>> {
    const found = await this.#find(reference);
    const license = found && (authorId !== null || (await this.#isOpen(found, call))) ? found : undefined;
    const foreign = license && authorId !== null && license.authorId !== authorId;
    if (!license || foreign) return notFound('license', await this.#otherProduct(license, reference, password, call));
    const [facts, fit] = await Promise.all([this.teller.tell(license), this.#fit(license, password, call)]);
    return { ok: true, value: { license: facts, password: fit } };
  }

  async #find(reference: Request['reference']): Promise<License | undefined> {
    if ('licenseId' in reference) return this.finder.byNumber(reference.licenseId);
    const licenseId = await this.finder.numberOfKey(reference.productId, keyOf(reference));
    const license = licenseId === undefined ? undefined : await this.finder.byNumber(licenseId);
    const still = license?.key.toLowerCase() === keyOf(reference).toLowerCase(); // it may have got another one meanwhile
    return still ? license : undefined;
  }

  /** Tells SOLO a wrong product from a wrong serial number, but only to whom the password fits. [SL-INFO-44, SL-INFO-46] */
  async #otherProduct(
    license: License | undefined,
    reference: Request['reference'],
    password: string | undefined,
    call: CallContext,
  ) {
    if (license || !('serialNumber' in reference)) return {};
    const others = await this.finder.ofOtherProducts(reference.productId, reference.serialNumber);
    const fits = await Promise.all(
      others.map(
        async (other) => (await this.#isOpen(other, call)) && (await this.#fit(other, password, call)) !== 'wrong',
      ),
    );
    return { otherProduct: fits.includes(true) };
  }

  /** To those who do not log on, licenses of a closed account do not exist. [AUTH-15] */
  async #isOpen({ authorId }: License, call: CallContext): Promise<boolean> {
    return (await this.customers.account(authorId, call))?.status !== 'closed';
  }

  async #fit(license: License, password: string | undefined, call: CallContext): Promise<'none' | 'right' | 'wrong'> {
    if (password === undefined) return 'none';
    return (await this.passwords.fits(license, password, call, { serial: true })) ? 'right' : 'wrong';
  }
}

const keyOf = (reference: Exclude<Request['reference'], { licenseId: number }>): string =>
  'key' in reference ? reference.key : reference.serialNumber;
