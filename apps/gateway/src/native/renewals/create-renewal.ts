import { CreateRenewal, nativeId } from '@licet/contracts';
import { Post } from '@nestjs/common';
import { IsBoolean, IsDefined } from 'class-validator';
import { NativeController, Requires } from '../http/authenticate.ts';
import { JsonBody } from '../http/json-body.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { Nullable, Optional, Reference } from '../http/rules.ts';
import { namedInvoice } from '../invoices/invoice-answers.ts';
import { namedOption } from '../options/get-option.ts';
import { answerRenewal } from './renewal-answers.ts';
import { RenewalView } from './renewal-view.ts';

class CreateRenewalBody {
  static readonly readOnly: readonly string[] = [
    ...['id', 'object', 'createdAt', 'updatedAt', 'version', 'productId', 'status', 'key'],
    ...['renewal', 'expiry', 'support', 'usedAt', 'usedForId', 'ip'],
  ];
  static readonly example: object = { optionId: 'solo:2002' };

  /** Of type `renewal`. */
  @Reference()
  @IsDefined()
  optionId!: string;

  @Reference()
  @Nullable()
  invoiceId?: string | null;

  @IsBoolean()
  @Optional()
  isTest?: boolean;
}

@NativeController('renewals')
export class CreateRenewalController {
  /** The key is told once; whoever repeats the call is told the same. [API-INV-06, API-VERB-01, API-IDEM-02] */
  @Post()
  @Operation({
    id: 'createRenewal',
    summary: 'Makes a voucher that renews or changes one license; its key is in this answer only.',
    dryRun: true,
    status: 201,
    answers: RenewalView,
    versioned: true,
    problems: ['not_found', 'option_not_issuable'],
  })
  @Requires('renewals:write')
  async create(
    @Call() call: NativeCall,
    @JsonBody(CreateRenewalBody) { optionId: option, invoiceId: invoice, isTest = false }: CreateRenewalBody,
  ): Promise<object | undefined> {
    const { authorId, caller, reply } = call;
    const { optionId } = await namedOption(call, option);
    const invoiceId = invoice == null ? null : (await namedInvoice(call, invoice)).invoiceId;
    const request = { authorId, optionId, invoiceId, isTest: isTest || caller.testOnly };
    const { renewal, key } = await call.change(CreateRenewal, request);
    void reply.header('location', `/api/v1/renewals/${nativeId('renewal', renewal.uuid)}`);
    return answerRenewal(call, renewal, key);
  }
}
