import { type AuthorEvent, type Decision, type Sealed, accept, refuse } from '@licet/contracts';
import type { Author, User } from './author.ts';
import { type DecisionContext, missingScope } from './caller.ts';
import { type CodeProof, takes } from './second-factor.ts';
import { userGrants, userWith } from './user-of-author.ts';

interface OfPerson {
  uuid: string;
  /** Verifier of the password that was proved. */
  before: string;
}
export interface BeginFactor extends OfPerson {
  type: 'BeginSecondFactor';
  secret: Sealed;
}
/** `secret`: the one that the code was right for. */
export interface ConfirmFactor extends OfPerson {
  type: 'ConfirmSecondFactor';
  secret: Sealed;
  step: number;
  recovery: readonly string[];
}
export interface UseFactor extends OfPerson {
  type: 'UseSecondFactor';
  secret: Sealed;
  proof: CodeProof;
}
export interface EndFactor extends OfPerson {
  type: 'EndSecondFactor';
  secret: Sealed;
  proof: CodeProof;
}
export interface RemoveFactor {
  type: 'RemoveSecondFactor';
  uuid: string;
}
export type SecondFactorCommand = BeginFactor | ConfirmFactor | UseFactor | EndFactor | RemoveFactor;

/** Nobody needs a scope for what is his own; what was proved must still hold. [API-USR-04] */
export function decideSecondFactor(
  command: SecondFactorCommand,
  author: Author,
  context: DecisionContext,
): Decision<AuthorEvent> {
  if (command.type === 'RemoveSecondFactor') return remove(command, author, context);
  const user = userWith(author, command.uuid);
  if (user?.verifier !== command.before) return refuse('unauthenticated');
  const told = { authorId: author.authorId, login: user.login, at: context.now.toISOString() };
  switch (command.type) {
    case 'BeginSecondFactor':
      if (user.secondFactor?.status === 'active') return refuse('duplicate', { what: 'secondFactor' });
      return accept<AuthorEvent>({ type: 'SecondFactorBegun', data: { ...told, secret: command.secret } });
    case 'ConfirmSecondFactor': {
      const { secondFactor } = user;
      if (secondFactor?.status !== 'begun' || secondFactor.secret !== command.secret) return refuse('unauthenticated');
      const { step, recovery } = command;
      return accept<AuthorEvent>({ type: 'SecondFactorConfirmed', data: { ...told, step, recovery: [...recovery] } });
    }
    case 'UseSecondFactor':
      if (!isNew(user, command)) return refuse('unauthenticated');
      return accept<AuthorEvent>({
        type: 'SecondFactorUsed',
        data: { ...told, step: null, recovery: null, ...command.proof },
      });
    case 'EndSecondFactor':
      if (!isNew(user, command)) return refuse('unauthenticated');
      return accept<AuthorEvent>({ type: 'SecondFactorEnded', data: told });
  }
}

/** Whether a code is of the present secret, and was not taken before. */
const isNew = ({ secondFactor }: User, { secret, proof }: UseFactor | EndFactor): boolean =>
  secondFactor?.status === 'active' && secondFactor.secret === secret && takes(secondFactor, proof);

/** Whoever takes it away makes the password alone enough, as whoever sets a password. [API-KEY-05] */
function remove({ uuid }: RemoveFactor, author: Author, { caller, now }: DecisionContext): Decision<AuthorEvent> {
  const lacking = missingScope(caller, 'users:manage');
  if (lacking) return lacking;
  const user = userWith(author, uuid);
  if (!user) return refuse('not_found', { what: 'user' });
  const tooMuch = missingScope(caller, ...userGrants(author, user.settings));
  if (tooMuch) return tooMuch;
  if (!user.secondFactor) return accept();
  const data = { authorId: author.authorId, login: user.login, at: now.toISOString() };
  return accept<AuthorEvent>({ type: 'SecondFactorEnded', data });
}
