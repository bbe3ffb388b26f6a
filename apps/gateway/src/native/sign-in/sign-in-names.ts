import { GetLicense, type CallContext, type RequestOf, type SignIn } from '@licet/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { countedAs, nobody } from '../../shared/counted-as.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { Problem } from '../http/problem.ts';
import { type NamedObject, readId } from '../http/resource-id.ts';
import type { SignInBody } from './sign-in-body.ts';

const members = ['login', 'email', 'customerId', 'licenseId'] as const;

/** Who somebody says he is. */
interface Told {
  member: (typeof members)[number];
  text: string;
}

/** The one name that is told. */
export function nameIn(body: SignInBody): Told {
  const told = members.flatMap((member) => {
    const text = body[member];
    return text === undefined ? [] : [{ member, text }];
  });
  const [first, second] = told;
  if (!first || second) throw wrong(first ? told.map(({ member }) => member) : members, first ? 'invalid' : 'required');
  const ofPeople = (['newPassword', 'code'] as const).filter((name) => body[name] !== undefined);
  if (first.member !== 'login' && ofPeople.length > 0) throw wrong(ofPeople, 'invalid');
  return first;
}

function wrong(places: readonly string[], code: 'invalid' | 'required'): Problem {
  const errors = places.map((name) => ({ pointer: `/${name}`, code, detail: 'does not go with the others' }));
  return new Problem(code === 'required' ? 'parameter_missing' : 'parameter_invalid', undefined, { errors });
}

/** Whom a sign-in is for, and what failed tries at him are counted under. */
export interface Named {
  name: RequestOf<typeof SignIn>['name'];
  counted: string;
}

/**
 * What tries are slowed by before it is looked up whom they mean: the same for all spellings of one license, there or not. Null for names that
 * need no looking up. [API-USR-06]
 */
export const lookedUpAs = (authorId: number, told: Told): string | null =>
  told.member === 'licenseId' ? `told ${nobodyAs(authorId, told)}` : null;

const nobodyAs = (authorId: number, { member, text }: Told): string =>
  `${authorId} ${member} ${(member === 'licenseId' ? idIn('license', text)?.number : undefined) ?? text}`;

/** Finds out who is meant, also where a license names its customer. [API-USR-05, API-USR-06] */
@Injectable()
export class SignInNames {
  readonly #gateway: Gateway;

  constructor(@Inject(GATEWAY) gateway: Gateway) {
    this.#gateway = gateway;
  }

  async read(authorId: number, told: Told, context: CallContext): Promise<Named> {
    const name = await this.#nameOf(authorId, told, context);
    if (name) return { name, counted: countedAs(authorId, name) };
    return { name: nobody, counted: nobodyAs(authorId, told) };
  }

  async #nameOf(authorId: number, { member, text }: Told, context: CallContext): Promise<Named['name'] | undefined> {
    switch (member) {
      case 'login':
        return { login: text };
      case 'email':
        return { email: text };
      case 'customerId': {
        const named = idIn('customer', text);
        return named && { customerId: named.number };
      }
      case 'licenseId': {
        const named = idIn('license', text);
        return named && this.#ownerOf(authorId, named.number, context);
      }
    }
  }

  async #ownerOf(authorId: number, licenseId: number, context: CallContext) {
    const found = await this.#gateway.bus.call(GetLicense, { authorId, reference: { licenseId } }, context);
    const customerId = found.ok ? found.value.license.customerId : null;
    return customerId === null ? undefined : { customerId };
  }
}

function idIn(resource: 'customer' | 'license', text: string): NamedObject | undefined {
  try {
    return readId(resource, text);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
