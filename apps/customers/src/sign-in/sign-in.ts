import { Handles } from '@licet/command-bus';
import {
  type AuthenticateCustomer,
  AuthenticateToken,
  type CallContext,
  RefreshSignIn,
  type ReplyOf,
  type RequestOf,
  SignIn,
  SignOut,
  isWithin,
} from '@licet/contracts';
import { Vault } from '@licet/vault';
import { Controller } from '@nestjs/common';
import { Authors } from '../aggregates.ts';
import { CustomerProof } from '../customer-proof.ts';
import { CredentialUse } from '../credential-use.ts';
import { type Author, type User, hasFactor } from '../domain/author.ts';
import { OwnChanges } from '../own-changes.ts';
import { PasswordProofs } from '../password-proofs.ts';
import { PersonProof } from '../person-proof.ts';
import { SecondFactors } from '../second-factors.ts';
import { type SignInRow, SignInTable } from '../sign-in-table.ts';
import { type Subject, SignInSubjects, customerSubject, subjectOf } from './sign-in-subjects.ts';
import { SignIns } from './sign-ins.ts';
import { SignInTokens } from './sign-in-tokens.ts';

const unauthenticated = { ok: false, refusal: { code: 'unauthenticated' } } as const;
const over = { ok: false, refusal: { code: 'key_expired' } } as const;

/** People and customers who sign in, and what they bring with every call from then on. [API-USR-04, API-USR-06] */
@Controller()
export class SignInHandler {
  constructor(
    private readonly authors: Authors,
    private readonly proofs: PasswordProofs,
    private readonly vault: Vault,
    private readonly use: CredentialUse,
    private readonly subjects: SignInSubjects,
    private readonly signIns: SignIns,
    private readonly tokens: SignInTokens,
    private readonly table: SignInTable,
    private readonly customerProof: CustomerProof,
    private readonly person: PersonProof,
    private readonly factors: SecondFactors,
    private readonly changes: OwnChanges,
  ) {}

  /** Neither the answer nor its time tells what was wrong. [API-USR-06] */
  @Handles(SignIn)
  async signIn(request: RequestOf<typeof SignIn>, call: CallContext): Promise<ReplyOf<typeof SignIn>> {
    const { authorId, name, password, newPassword, code } = request;
    if (!('login' in name)) return this.#customer({ authorId, name, password }, call);
    const proved = await this.person.of({ authorId, login: name.login, password }, call);
    if (!proved) return unauthenticated;
    const { author, user } = proved;
    const mustChange = user.settings.forcePasswordChange && newPassword === null;
    if (hasFactor(user)) {
      if (code === undefined) return missing('/code');
      const judged = mustChange ? this.factors.prove(user, code) : this.factors.take(author, user, code, call);
      const refusal = await judged;
      if ('code' in refusal) return { ok: false, refusal };
    }
    if (mustChange) return missing('/newPassword'); // and the code is as good as before
    if (newPassword !== null) return this.#withNewPassword(author, user, newPassword, call);
    return { ok: true, value: await this.#begin(subjectOf(author, user)) };
  }

  /** Who it is for is judged first: a refusal makes nothing new and lets nothing last longer. [API-USR-04, AUTH-11] */
  @Handles(RefreshSignIn)
  async refresh(
    { refreshToken }: RequestOf<typeof RefreshSignIn>,
    call: CallContext,
  ): Promise<ReplyOf<typeof RefreshSignIn>> {
    const row = await this.signIns.broughtBy(refreshToken);
    if (typeof row === 'string') return row === 'over' ? over : unauthenticated;
    const subject = await this.#subjectOf(row);
    if (!subject) {
      await this.table.end(row.id);
      return over;
    }
    const next = mayCall(subject, call) && (await this.signIns.refresh(row, refreshToken, subject));
    return next ? { ok: true, value: next } : unauthenticated;
  }

  @Handles(SignOut)
  async signOut({ token }: RequestOf<typeof SignOut>): Promise<ReplyOf<typeof SignOut>> {
    const claims = await this.tokens.read(token);
    if (typeof claims !== 'string') await this.table.end(claims.id);
    return { ok: true, value: null };
  }

  /** With the rights of this moment, whenever the token was made. [PERM-21] */
  @Handles(AuthenticateToken)
  async authenticate({ token }: RequestOf<typeof AuthenticateToken>): Promise<ReplyOf<typeof AuthenticateToken>> {
    const claims = await this.tokens.read(token);
    if (typeof claims === 'string') return claims === 'expired' ? over : unauthenticated;
    const row = await this.table.find(claims.id);
    const subject = row && (await this.#subjectOf(row));
    if (!subject) return over;
    if (subject.caller.actor.kind === 'user') this.use.note(row.author_id, subject.uuid);
    return { ok: true, value: { ...subject.caller, expiresAt: claims.expiresAt } };
  }

  /** Undefined for one who may not sign in any more, or has another password now. */
  async #subjectOf({ author_id, subject: name, proof }: SignInRow): Promise<Subject | undefined> {
    const subject = await this.subjects.named(author_id, name);
    return subject && this.signIns.proofOf(subject) === proof ? subject : undefined;
  }

  /** [API-USR-05] */
  async #customer(request: RequestOf<typeof AuthenticateCustomer>, call: CallContext): Promise<ReplyOf<typeof SignIn>> {
    const proved = await this.customerProof.of(request, call);
    const subject = proved && customerSubject(proved.author, proved.customer);
    return subject ? { ok: true, value: await this.signIns.begin(subject) } : unauthenticated;
  }

  async #begin(subject: Subject) {
    this.use.note(subject.caller.authorId, subject.uuid);
    return this.signIns.begin(subject);
  }

  /** [PERM-20] */
  async #withNewPassword(
    { authorId }: Author,
    { uuid, verifier: before }: User,
    text: string,
    call: CallContext,
  ): Promise<ReplyOf<typeof SignIn>> {
    if (await this.proofs.proves(before, text)) return notAnother;
    const tooMany = this.changes.take(uuid);
    if (tooMany) return { ok: false, refusal: tooMany };
    const verifier = await this.vault.passwordVerifier(text);
    const command = { type: 'ChangeOwnPassword' as const, before, verifier, uuid };
    const execution = await this.authors.decide(authorId, command, call);
    if (execution.kind === 'refused') return { ok: false, refusal: execution.refusal };
    if (execution.kind !== 'accepted' || execution.state.kind === 'none') return unauthenticated;
    const user = [...execution.state.users.values()].find((it) => it.uuid === uuid);
    if (!user) return unauthenticated;
    const value = await this.#begin(subjectOf(execution.state, user));
    return { ok: true, value, ...(execution.position && { positions: [execution.position] }) };
  }
}

/** Outside Access holds before anything is begun or changed. [AUTH-11] */
const mayCall = ({ caller }: Subject, { address }: CallContext): boolean => isWithin(caller.networks, address);

const notAnother = {
  ok: false,
  refusal: { code: 'parameter_invalid', facts: { pointers: ['/newPassword'] } },
} as const;
const missing = (pointer: string) =>
  ({ ok: false, refusal: { code: 'parameter_missing', facts: { pointers: [pointer] } } }) as const;
