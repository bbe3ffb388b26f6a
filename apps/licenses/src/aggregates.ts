import type { CallContext, LicenseEvent, OptionEvent, ProductEvent } from '@licet/contracts';
import { Aggregate, EventStore } from '@licet/event-store';
import { Injectable } from '@nestjs/common';
import type { DecisionContext } from './domain/caller.ts';
import { type LicenseCommand, licenseDecider } from './domain/license.decide.ts';
import type { LicenseState } from './domain/license.ts';
import { type OptionCommand, optionDecider } from './domain/option.decide.ts';
import type { OptionState } from './domain/option.ts';
import { type ProductCommand, productDecider } from './domain/product.decide.ts';
import type { ProductState } from './domain/product.ts';

/** Streams `product-<n>`. */
@Injectable()
export class Products extends Aggregate<ProductCommand, ProductState, ProductEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'product', decider: productDecider });
  }

  decide(productId: number, command: ProductCommand, call: CallContext) {
    return this.execute(String(productId), command, optionsOf(command, call));
  }
}

/** Streams `option-<n>`. */
@Injectable()
export class Options extends Aggregate<OptionCommand, OptionState, OptionEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'option', decider: optionDecider });
  }

  decide(optionId: number, command: OptionCommand, call: CallContext) {
    return this.execute(String(optionId), command, optionsOf(command, call));
  }
}

/** Streams `license-<n>`. */
@Injectable()
export class Licenses extends Aggregate<LicenseCommand, LicenseState, LicenseEvent, DecisionContext> {
  constructor(store: EventStore) {
    super(store, { kind: 'license', decider: licenseDecider });
  }

  decide(licenseId: number, command: LicenseCommand, call: CallContext) {
    return this.execute(String(licenseId), command, optionsOf(command, call));
  }
}

/** A command that names no author concerns that of the license. */
const optionsOf = ({ request }: { request: { authorId: number | null } }, call: CallContext) => ({
  call,
  authorId: (_: unknown, state: { kind: 'none' } | { authorId: number }) =>
    request.authorId ?? ('authorId' in state ? state.authorId : null),
  context: (now: Date) => contextOf(call, now),
});

export const contextOf = ({ scopes, via, rules, commandId }: CallContext, now: Date): DecisionContext => ({
  now,
  caller: { scopes, via, rules },
  commandId,
});
