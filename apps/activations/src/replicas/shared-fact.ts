import {
  type AccountFacts,
  type ActivationRules,
  type AuthorEvent,
  type ChangedSettings,
  type CustomerEvent,
  type KeySetChanged,
  type EventOf,
  type OptionEvent,
  type OptionSettings,
  type ProductEvent,
  type ProductSettings,
  type RecordedEvent,
  defaultAccountSettings,
} from '@licet/contracts';

interface Facts {
  product: ProductSettings;
  option: OptionSettings;
  keySet: EventOf<typeof KeySetChanged>['data'];
  account: AccountFacts & Partial<ActivationRules>;
  customer: { registered: boolean };
}
export type FactKind = keyof Facts;

/** What an event tells of a fact. Members replace those known, each whole; the first telling names all of them. */
export type Told = { [K in FactKind]: { kind: K; id: string; authorId: number; fact: Partial<Facts[K]> } }[FactKind];

type Telling = ProductEvent | OptionEvent | AuthorEvent | CustomerEvent;

/** What matters to decisions about licenses in an event of `licenses` or `customers`; nothing for all others. */
export function toldBy({ type, data }: RecordedEvent): Told | undefined {
  const event = { type, data } as Telling;
  switch (event.type) {
    case 'ProductCreated':
      return product(event.data, event.data.settings);
    case 'ProductUpdated':
      return product(event.data, event.data.changes);
    case 'OptionCreated':
      return option(event.data, event.data.settings);
    case 'OptionUpdated':
      return option(event.data, event.data.changes);
    case 'KeySetChanged':
      return { kind: 'keySet', id: event.data.encryptionKeyId, authorId: event.data.authorId, fact: event.data };
    case 'AuthorCreated': {
      const { authorId, mode, status } = event.data;
      return { kind: 'account', id: String(authorId), authorId, fact: { authorId, mode, status } };
    }
    case 'AccountUpdated': {
      const { authorId, changes, settings } = event.data;
      const { mode, status } = changes;
      const fact = { ...(mode && { mode }), ...(status && { status }), ...rulesIn(settings) };
      return { kind: 'account', id: String(authorId), authorId, fact };
    }
    case 'CustomerCreated':
    case 'CustomerMergeReverted':
    case 'CustomerRegistered': {
      const { customerId, authorId, registered } = event.data;
      return { kind: 'customer', id: String(customerId), authorId, fact: { registered } };
    }
    case 'CustomerMerged': {
      const { customerId, authorId } = event.data; // into a registered one [SL-REG-30]
      return { kind: 'customer', id: String(customerId), authorId, fact: { registered: true } };
    }
    default:
      return undefined;
  }
}

const rules = [
  ...(['activationFailures', 'versionlessActivation', 'clockToleranceHours'] as const),
  ...(['allowedAddresses', 'deniedAddresses'] as const),
] as const;

/** Null is back to the default. */
const rulesIn = (settings: ChangedSettings): Partial<ActivationRules> =>
  Object.fromEntries(
    rules.flatMap((name) =>
      settings[name] === undefined ? [] : [[name, settings[name] ?? defaultAccountSettings[name]]],
    ),
  );

const product = ({ productId, authorId }: { productId: number; authorId: number }, fact: Partial<ProductSettings>) =>
  ({ kind: 'product', id: String(productId), authorId, fact }) as const;
const option = ({ optionId, authorId }: { optionId: number; authorId: number }, fact: Partial<OptionSettings>) =>
  ({ kind: 'option', id: String(optionId), authorId, fact }) as const;
