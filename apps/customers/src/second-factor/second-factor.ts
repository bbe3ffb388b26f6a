import { Handles } from '@licet/command-bus';
import {
  BeginSecondFactor,
  type CallContext,
  ConfirmSecondFactor,
  EndSecondFactor,
  RemoveSecondFactor,
  type ReplyOf,
  type RequestOf,
} from '@licet/contracts';
import { replyTo } from '@licet/service-kit';
import { Vault, generateRecoveryCode } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Secret } from 'otpauth';
import { Authors } from '../aggregates.ts';
import { OwnChanges } from '../own-changes.ts';
import { PersonProof } from '../person-proof.ts';
import { SecondFactors, timed } from '../second-factors.ts';
import { UserTeller } from '../user-teller.ts';

const unauthenticated = { ok: false, refusal: { code: 'unauthenticated' } } as const;
const notThere = { ok: false, refusal: { code: 'not_found', facts: { what: 'secondFactor' } } } as const;
/** How many recovery codes there are. */
const recoveryCodes = 10;
/** Of a secret: 160 bits, as RFC 4226 recommends. */
const bytes = 20;

/** Second factors: set up, confirmed and switched off by whoever they protect, removed by who manages users. [API-USR-04] */
@Controller()
export class SecondFactorHandler {
  constructor(
    private readonly authors: Authors,
    private readonly person: PersonProof,
    private readonly factors: SecondFactors,
    private readonly vault: Vault,
    private readonly teller: UserTeller,
    private readonly changes: OwnChanges,
  ) {}

  @Handles(BeginSecondFactor)
  async begin(
    request: RequestOf<typeof BeginSecondFactor>,
    call: CallContext,
  ): Promise<ReplyOf<typeof BeginSecondFactor>> {
    const proved = await this.person.of(request, call);
    if (!proved) return unauthenticated;
    const { author, user } = proved;
    const tooMany = this.changes.take(user.uuid);
    if (tooMany) return { ok: false, refusal: tooMany };
    const { authorId } = author;
    const secret = new Secret({ size: bytes }).base32;
    const sealed = await this.vault.seal(this.vault.subject(`author-${authorId}`), secret);
    const of = { uuid: user.uuid, before: user.verifier };
    const execution = await this.authors.decide(authorId, { type: 'BeginSecondFactor', ...of, secret: sealed }, call);
    const url = timed(secret, { issuer: `Licet ${author.name}`, label: user.login }).toString();
    return replyTo(execution, () => ({ secret, url }));
  }

  @Handles(ConfirmSecondFactor)
  async confirm(
    request: RequestOf<typeof ConfirmSecondFactor>,
    call: CallContext,
  ): Promise<ReplyOf<typeof ConfirmSecondFactor>> {
    const proved = await this.person.of(request, call);
    if (!proved) return unauthenticated;
    const { author, user } = proved;
    if (user.secondFactor?.status !== 'begun') return notThere;
    const code = await this.factors.prove(user, request.code);
    if ('code' in code) return { ok: false, refusal: code };
    if (!('step' in code.proof)) return unauthenticated;
    const codes = Array.from({ length: recoveryCodes }, () => generateRecoveryCode());
    const recovery = codes.map((text) => this.factors.recoveryHash(user.uuid, text));
    const of = { uuid: user.uuid, before: user.verifier, secret: code.secret, step: code.proof.step };
    const command = { type: 'ConfirmSecondFactor' as const, ...of, recovery };
    return replyTo(await this.authors.decide(author.authorId, command, call), () => ({ recoveryCodes: codes }));
  }

  @Handles(EndSecondFactor)
  async end(request: RequestOf<typeof EndSecondFactor>, call: CallContext): Promise<ReplyOf<typeof EndSecondFactor>> {
    const proved = await this.person.of(request, call);
    if (!proved) return unauthenticated;
    const { author, user } = proved;
    if (user.secondFactor?.status !== 'active') return notThere;
    const code = await this.factors.prove(user, request.code);
    if ('code' in code) return { ok: false, refusal: code };
    const of = { uuid: user.uuid, before: user.verifier };
    const execution = await this.authors.decide(author.authorId, { type: 'EndSecondFactor', ...of, ...code }, call);
    return replyTo(execution, () => null);
  }

  @Handles(RemoveSecondFactor)
  async remove(
    { authorId, uuid }: RequestOf<typeof RemoveSecondFactor>,
    call: CallContext,
  ): Promise<ReplyOf<typeof RemoveSecondFactor>> {
    const execution = await this.authors.decide(authorId, { type: 'RemoveSecondFactor', uuid }, call);
    const reply = replyTo(execution, (author) => author);
    return reply.ok ? { ...reply, value: await this.teller.tellWith(reply.value, uuid) } : reply;
  }
}
