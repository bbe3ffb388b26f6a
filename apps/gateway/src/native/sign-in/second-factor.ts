import {
  BeginSecondFactor,
  type CallDefinition,
  ConfirmSecondFactor,
  EndSecondFactor,
  type RequestOf,
  type ReplyOf,
} from '@licet/contracts';
import { Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { callContext } from '../../shared/call-context.ts';
import { countedAs } from '../../shared/counted-as.ts';
import { GATEWAY, type Gateway } from '../../shared/gateway.ts';
import { JsonBody } from '../http/json-body.ts';
import { OpenController } from '../http/open-door.ts';
import { Operation } from '../http/operation.ts';
import { Answer, AnyText, type Shown } from '../http/view-schema.ts';
import { PasswordCalls, authorNamed } from './password-calls.ts';
import { SecondFactorBody, SecondFactorCodeBody } from './second-factor-body.ts';

const object = Type.Literal('secondFactor');

/** A second factor that counts once a code of it is told. The secret is in this answer only. [API-USR-04] */
const BegunView = Answer(
  'SecondFactorBegun',
  { object, status: Type.Literal('begun'), secret: AnyText, url: AnyText },
  {
    ...{ object: 'secondFactor', status: 'begun', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
    url: 'otpauth://totp/Licet%20Example:anna?issuer=Licet%20Example&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
  },
);
/** Each of the codes stands in once for a lost device. They are in this answer only. [API-USR-04] */
const ActiveView = Answer(
  'SecondFactor',
  { object, status: Type.Literal('active'), recoveryCodes: Type.Array(AnyText) },
  { object: 'secondFactor', status: 'active', recoveryCodes: ['0a1b-2c3d-4e5f-6g7h'] },
);

/** The second factor of whoever brings login and password. [API-USR-04] */
@OpenController('signIn/secondFactor')
export class SecondFactorController {
  readonly #gateway: Gateway;
  readonly #calls: PasswordCalls;

  constructor(@Inject(GATEWAY) gateway: Gateway, calls: PasswordCalls) {
    this.#gateway = gateway;
    this.#calls = calls;
  }

  /** [API-USR-04] */
  @Post()
  @Operation({
    id: 'beginSecondFactor',
    summary: 'Gives a person the secret of a second factor, in this answer only.',
    answers: BegunView,
    problems: ['unauthenticated', 'duplicate'],
  })
  async begin(
    @Req() request: FastifyRequest,
    @JsonBody(SecondFactorBody) body: SecondFactorBody,
  ): Promise<Shown<typeof BegunView>> {
    const { secret, url } = await this.#call(BeginSecondFactor, request, body, {});
    return { object: 'secondFactor', status: 'begun', secret, url };
  }

  /** [API-USR-04] */
  @Post('confirm')
  @Operation({
    id: 'confirmSecondFactor',
    summary: 'Switches a second factor on, by a code of it; recovery codes are in this answer only.',
    answers: ActiveView,
    problems: ['unauthenticated', 'not_found'],
  })
  async confirm(
    @Req() request: FastifyRequest,
    @JsonBody(SecondFactorCodeBody) { code, ...body }: SecondFactorCodeBody,
  ): Promise<Shown<typeof ActiveView>> {
    const { recoveryCodes } = await this.#call(ConfirmSecondFactor, request, body, { code });
    return { object: 'secondFactor', status: 'active', recoveryCodes };
  }

  /** [API-USR-04] */
  @Post('end')
  @Operation({
    id: 'endSecondFactor',
    summary: 'Switches a second factor off, by a code of it.',
    status: 204,
    problems: ['unauthenticated', 'not_found'],
  })
  async end(
    @Req() request: FastifyRequest,
    @JsonBody(SecondFactorCodeBody) { code, ...body }: SecondFactorCodeBody,
  ): Promise<void> {
    await this.#call(EndSecondFactor, request, body, { code });
  }

  async #call<D extends CallDefinition>(
    definition: D,
    request: FastifyRequest,
    { account, login, password }: SecondFactorBody,
    more: object,
  ): Promise<Extract<ReplyOf<D>, { ok: true }>['value']> {
    const authorId = authorNamed(account);
    const given = { authorId, login, password, ...more } as RequestOf<D>;
    const context = callContext(request, 'native');
    return this.#calls.answered(request, countedAs(authorId, { login }), () =>
      this.#gateway.bus.call(definition, given, context),
    );
  }
}
