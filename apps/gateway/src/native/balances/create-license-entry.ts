import { EnterBalance } from '@licet/contracts';
import { Param, Post } from '@nestjs/common';
import { IsDefined, IsIn } from 'class-validator';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { Line, Optional, Whole, largestCount } from '../http/rules.ts';
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
  @IsIn(['license'])
  @Optional()
  target?: 'license';
}

@NativeController('licenses')
export class CreateLicenseEntryController {
  readonly #licenses: LicenseAnswers;

  constructor(licenses: LicenseAnswers) {
    this.#licenses = licenses;
  }

  /** The whole amount or nothing; never below zero. [API-BAL-01, API-BAL-03, API-BAL-04, API-VERB-04] */
  @Post(':id/balances/:name/entries')
  @Operation({
    id: 'createLicenseEntry',
    summary: 'Adds to a balance of a license, or consumes of it.',
    status: 201,
    answers: EntryMade,
    problems: ['balance_insufficient', 'counter_unset', 'counter_type_invalid'],
  })
  @Requires('licenses:write')
  async create(
    @Call() call: NativeCall,
    @Param('id') id: string,
    @Param('name') name: string,
    @JsonBody(CreateEntryBody) { amount, reason = '' }: CreateEntryBody,
  ): Promise<object> {
    const { licenseId } = (await this.#licenses.named(call, id)).license;
    const { authorId } = call;
    const request = { authorId, licenseId, name: balanceName(name), amount, reason };
    const { entry, balance } = await call.change(EnterBalance, request);
    return { entry: entryView(entry), balance };
  }
}

/** What cannot be a name names no balance. */
export function balanceName(text: string): string {
  if (!/^[A-Za-z0-9_.-]{1,40}$/.test(text)) throw new Problem('not_found');
  return text;
}
