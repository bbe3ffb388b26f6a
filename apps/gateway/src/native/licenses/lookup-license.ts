import { FindLicense, FindLicenses } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { IsDefined, MinLength } from 'class-validator';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { Line, Optional, Reference } from '../http/rules.ts';
import { namedProduct } from '../products/get-product.ts';
import { LicenseAnswers } from './license-answers.ts';
import { LicenseView } from './license-view-schema.ts';

class LookupBody {
  static readonly readOnly: readonly string[] = [];
  static readonly example: object = { key: '3K7-MQ2ZTR9WHX4DCA' };

  @MinLength(1)
  @Line(255)
  @IsDefined()
  key!: string;

  @Reference()
  @Optional()
  productId?: string;
}

@NativeController('licenses')
export class LookupLicenseController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** By the key, which stands in the body so that no log holds it. [API-LIC-12, API-REP-06] */
  @Post('lookup')
  @Operation({
    id: 'lookupLicense',
    summary: 'The license that a key names.',
    answers: LicenseView,
    problems: ['not_found'],
  })
  @Requires('licenses:read')
  async lookup(@Call() call: NativeCall, @JsonBody(LookupBody) body: LookupBody): Promise<object | undefined> {
    return this.#licenses.answer(call, await this.#licenses.read(call, await found(call, body)));
  }
}

/** One of another account is not found when it is read. */
async function found(call: NativeCall, { key, productId }: LookupBody): Promise<number> {
  if (productId !== undefined) {
    const product = await namedProduct(call, productId);
    return (await call.ask(FindLicense, { productId: product.productId, key })).licenseId;
  }
  const { licenseIds } = await call.ask(FindLicenses, { authorId: call.authorId, key });
  const [licenseId, another] = licenseIds;
  if (licenseId === undefined) throw new Problem('not_found');
  if (another !== undefined) throw ambiguous();
  return licenseId;
}

const ambiguous = (): Problem =>
  new Problem('parameter_missing', undefined, {
    errors: [{ pointer: '/productId', code: 'required', detail: 'licenses of several products have this key' }],
  });
