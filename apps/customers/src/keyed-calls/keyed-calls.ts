import { Handles } from '@licet/command-bus';
import {
  BeginKeyedCall,
  ForgetPersonalAnswers,
  KeepAnswer,
  type KeptAnswer,
  LeaveKeyedCall,
  type ReplyOf,
  type RequestOf,
  newUuid,
} from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { KeyedCallTable } from './keyed-call-table.ts';

/**
 * Remembers for a day what was answered to calls with an `Idempotency-Key`. That nothing happens twice does not rest on it: command ids come
 * from the id of the call, which is durable before the call is run, so the record knows what it has done already. [API-IDEM-02 … API-IDEM-07]
 */
@Controller()
export class KeyedCallsHandler {
  constructor(
    private readonly table: KeyedCallTable,
    private readonly vault: Vault,
  ) {}

  @Handles(BeginKeyedCall)
  async begin({
    authorId,
    caller,
    key,
    request,
    patienceMs,
    seesPersons,
  }: RequestOf<typeof BeginKeyedCall>): Promise<ReplyOf<typeof BeginKeyedCall>> {
    const hash = (text: string) => this.vault.keyedHash('keyed call', text);
    const of = { authorId, caller: hash(caller), key: hash(key) };
    let row = await this.table.take(of, newUuid(), hash(request), patienceMs);
    if (row.answer !== null && row.personal && !seesPersons && row.request === hash(request)) {
      await this.table.forgetAnswer(authorId, row.id); // it tells more than he may see by now
      row = await this.table.take(of, newUuid(), hash(request), patienceMs);
    }
    if (row.request !== hash(request)) return { ok: true, value: { kind: 'reused' } };
    if (row.answer !== null) return { ok: true, value: { kind: 'answered', answer: await this.#open(row.answer) } };
    if (!row.mine) return { ok: true, value: { kind: 'running' } };
    const secret = this.vault.keyedHash('secrets of a keyed call', row.id);
    return { ok: true, value: { kind: 'begun', callId: row.id, secret, resumed: !row.fresh } };
  }

  @Handles(KeepAnswer)
  async keep({
    authorId,
    callId,
    answer,
    personal = true,
  }: RequestOf<typeof KeepAnswer>): Promise<ReplyOf<typeof KeepAnswer>> {
    const sealed = await this.vault.seal(this.vault.subject(`author-${authorId}`), JSON.stringify(answer));
    const kept = await this.table.answer(authorId, callId, sealed, personal);
    if (kept === undefined) return { ok: false, refusal: { code: 'not_found' } };
    return { ok: true, value: kept === sealed || kept === null ? answer : await this.#open(kept) };
  }

  @Handles(LeaveKeyedCall)
  async leave({ authorId, callId, undone }: RequestOf<typeof LeaveKeyedCall>): Promise<ReplyOf<typeof LeaveKeyedCall>> {
    await (undone ? this.table.forget(authorId, callId) : this.table.release(authorId, callId));
    return { ok: true, value: {} };
  }

  @Handles(ForgetPersonalAnswers)
  async forgetPersonal({
    authorId,
  }: RequestOf<typeof ForgetPersonalAnswers>): Promise<ReplyOf<typeof ForgetPersonalAnswers>> {
    await this.table.forgetPersonal([authorId]);
    return { ok: true, value: {} };
  }

  async #open(sealed: string): Promise<KeptAnswer> {
    const text = await this.vault.open(sealed);
    if (text === null) throw new Error('The key of an account was destroyed while its answers are kept.');
    return JSON.parse(text) as KeptAnswer;
  }
}
