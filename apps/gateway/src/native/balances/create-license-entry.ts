import { EnterBalance, type EntryTarget, entryTargets } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { IsDefined, IsIn } from 'class-validator';
import { NativeController, Requires } from '../http/authenticate.ts';
import { tagOf } from '../http/etag.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { Line, Optional, Whole, largestCount } from '../http/rules.ts';
import { ChangeLicense, expectedUsage } from '../licenses/change-license.ts';
import { LicenseAnswers } from '../licenses/license-answers.ts';
import { EntryMade, entryView } from './balance-view.ts';

/** [API-VERB-04] */
export class EntryBody {
  static readonly readOnly: readonly string[] = ['object', 'name', 'kind', 'balance', 'at', 'by'];
  static readonly example: object = { amount: -3, reason: 'Three exports.' };

  /** Added to the balance; below zero: consumed of it. */
  @Whole(-largestCount, largestCount)
  @IsDefined()
  amount!: number;

  @Line(4000)
  @Optional()
  reason?: string;
}

class CreateEntryBody extends EntryBody {
  /** Whose balance; `all`: consumes of the license first, then of its customer. */
  @IsIn(entryTargets)
  @Optional()
  target?: EntryTarget;
}

@NativeController('licenses')
export class CreateLicenseEntryController {
  readonly #licenses: LicenseAnswers;
  readonly #change: ChangeLicense;

  constructor(licenses: LicenseAnswers, change: ChangeLicense) {
    this.#licenses = licenses;
    this.#change = change;
  }

  /**
   * The whole amount or nothing; never below zero. Credits of customers are not for test keys, and are added to by whoever may change customers.
   * [API-BAL-01, API-BAL-02, API-BAL-03, API-BAL-04, API-VERB-04, API-KEY-06]
   */
  @Post(':id/balances/:name/entries')
  @Operation({
    id: 'createLicenseEntry',
    summary: 'Adds to a balance of a license, or consumes of it.',
    dryRun: true,
    status: 201,
    answers: EntryMade,
    conditional: true,
    problems: ['balance_insufficient', 'counter_unset', 'counter_type_invalid'],
  })
  @Requires('licenses:write')
  async create(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Param('name') name: string,
    @JsonBody(CreateEntryBody) { amount, reason = '', target = 'license' }: CreateEntryBody,
  ): Promise<object> {
    if (target !== 'license') call.requireLive('licenses:write');
    if (target === 'customer' && amount > 0) call.require('customers:write');
    const before = await this.#licenses.named(call, id);
    const { licenseId } = before.license;
    const asked = { authorId: call.authorId, licenseId, name: balanceName(name), amount, reason, target };
    const request = { ...asked, ...expectedUsage(call, before) };
    const made = await this.#change.guarded(call, licenseId, () => call.change(EnterBalance, request));
    const { entry, balance, usage } = made;
    void call.reply.header('etag', tagOf(before.license.version, usage ?? before.ledger.version));
    return { entry: entryView(entry, target), balance };
  }
}

/** What cannot be a name names no balance. */
export function balanceName(text: string): string {
  if (!/^[A-Za-z0-9_.-]{1,40}$/.test(text)) throw new Problem('not_found');
  return text;
}
