/** How one kind of object of a catalog is found and written over the native API. */
export interface Kind {
  /** Name of its list in the file. */
  member: string;
  /** Name of one of them, for people. */
  object: string;
  /** Members that tell which object an entry means; the first that an entry has counts. */
  keys: readonly string[];
  /** Whether letter case tells two keys apart. */
  ignoreCase: boolean;
  /** Path of its collection, below `/api/v1`; `parentId`: id of the product that it stands in. */
  collection: (parentId: string | null) => string;
  /** Query that narrows the collection to what an entry can mean. */
  query: (entry: Readonly<Record<string, unknown>>, parentId: string | null) => Readonly<Record<string, string>>;
  /** Members that creation needs and the file does not state, because they follow from where the entry stands. */
  implied: (parentId: string | null) => Readonly<Record<string, unknown>>;
  /** Members that the platform takes and never prints: they are sent on creation only, by dotted path. */
  secret: readonly string[];
  /** Members that name another object by any form of its id, as `solo:2001` or `ext:Pro`, each with the collection of that object. */
  references: Readonly<Record<string, string>>;
  /** Whether objects are made many in one call, as a list under the name of this kind, and never changed. */
  bulk: boolean;
  /** Kinds whose entries stand in an entry of this one. */
  inside: readonly Kind[];
}

const kind = (told: Pick<Kind, 'member' | 'object' | 'keys'> & Partial<Kind>): Kind => ({
  ignoreCase: false,
  collection: () => `/${told.member}`,
  query: () => ({}),
  implied: () => ({}),
  secret: [],
  references: {},
  bulk: false,
  inside: [],
  ...told,
});

const options = kind({
  member: 'options',
  object: 'option',
  keys: ['name'],
  query: (_, productId) => ({ productId: productId ?? '' }),
  implied: (productId) => ({ productId }),
  secret: ['activation.plugin.secret', 'triggerCodes.seed', 'triggerCodes.regKey2Seed'],
  references: { replacedByOptionId: '/options' },
});

const updates = kind({
  member: 'updates',
  object: 'update',
  keys: ['name'],
  ignoreCase: true,
  collection: (productId) => `/products/${productId}/updates`,
  secret: ['authentication.password'],
});

const serials = kind({
  member: 'serials',
  object: 'serial',
  keys: ['serial'],
  collection: (productId) => `/products/${productId}/serials`,
  secret: ['password'],
  bulk: true,
});

/** Everything that a catalog file can hold, in the order in which it is written. */
export const kinds: readonly Kind[] = [
  kind({ member: 'products', object: 'product', keys: ['name'], inside: [options, updates, serials] }),
  kind({ member: 'users', object: 'user', keys: ['login', 'name'] }),
  kind({
    member: 'customers',
    object: 'customer',
    keys: ['email'],
    ignoreCase: true,
    query: ({ email }) => ({ email: String(email) }),
  }),
];
