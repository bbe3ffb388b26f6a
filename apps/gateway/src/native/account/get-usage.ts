import { CountObjects } from '@licet/contracts';
import { Get } from '@nestjs/common';
import Type from 'typebox';
import { NativeController, Requires } from '../http/authenticate.ts';
import { Call, type NativeCall } from '../http/native-call.ts';
import { Operation } from '../http/operation.ts';
import { RateLimits, rateClasses } from '../http/rate-limits.ts';
import { Answer } from '../http/view-schema.ts';

const count = Type.Integer({ minimum: 0 });
const Budget = Type.Object({ limit: count, remaining: count, resetSeconds: count });
const OfClass = Type.Object({ key: Budget, account: Budget });
const example = {
  key: { limit: 6000, remaining: 5999, resetSeconds: 60 },
  account: { limit: 30000, remaining: 29999, resetSeconds: 60 },
};

const objects = {
  products: 3,
  options: 7,
  customers: 120,
  licenses: 540,
  installations: 810,
  invoices: 98,
  renewals: 12,
};

/** Calls in a minute by class, and how many objects there are. No plan sets a limit to them, so there is no quota. [API-ACC-03] */
export const UsageView = Answer(
  'Usage',
  {
    object: Type.Literal('usage'),
    rateLimits: Type.Object({ read: OfClass, write: OfClass, runtime: OfClass }),
    quota: Type.Null(),
    objects: Type.Object({
      products: count,
      options: count,
      customers: count,
      licenses: count,
      installations: count,
      invoices: count,
      renewals: count,
    }),
  },
  { object: 'usage', rateLimits: { read: example, write: example, runtime: example }, quota: null, objects },
);

@NativeController('account/usage')
export class GetUsageController {
  readonly #limits: RateLimits;

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  /** What this gateway grants the calling key and its account, what is left of it, and what the account has. [API-ACC-03, API-RATE-03] */
  @Get()
  @Operation({
    id: 'getUsage',
    summary: 'What the key and the account may still do, and how many objects there are.',
    answers: UsageView,
  })
  @Requires('account:read')
  async get(@Call() call: NativeCall): Promise<object> {
    const { caller, authorId } = call;
    const counts = await call.ask(CountObjects, { authorId, testOnly: caller.testOnly });
    const objects = Object.fromEntries(Object.entries(counts).map(([name, n]) => [`${name}s`, n]));
    const rates = await Promise.all(rateClasses.map(async (of) => [of, await this.#limits.usage(of, caller)] as const));
    return { object: 'usage', rateLimits: Object.fromEntries(rates), quota: null, objects };
  }
}
