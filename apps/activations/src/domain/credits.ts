import type { CreditShare, CreditsEvent, EventOf, CreditsAskedBack, CreditsMoved } from '@licet/contracts';

type Moved = Pick<EventOf<typeof CreditsMoved>['data'], 'toId' | 'moveId' | 'shares'>;
type Asked = Pick<EventOf<typeof CreditsAskedBack>['data'], 'fromId' | 'moveId' | 'shareIds'>;

/**
 * The credits of a customer, in shares that tell whose they are but for merges: the own one, and those of whoever was merged into him, so
 * that the end of a merge finds what is left of what it had brought. [API-CUS-07, API-CUS-04]
 */
export interface Credits {
  /** Null before the first event. */
  authorId: number | null;
  /** How often merges of this customer were taken back. */
  returns: number;
  shares: readonly CreditShare[];
  /** Where everything went when he was merged into another: whoever looks here looks there. */
  moved: Moved | null;
  /** What he has not got back yet. */
  asked: Asked | null;
  lastAt: string;
}

export const noCredits: Credits = { authorId: null, returns: 0, shares: [], moved: null, asked: null, lastAt: '' };

/** The share that a customer's own entries add to. */
export const ownShare = (customerId: number, { returns }: Pick<Credits, 'returns'>): string =>
  `${customerId}.${returns}`;

export function evolveCredits(credits: Credits, { type, data }: CreditsEvent): Credits {
  const { authorId, customerId, at } = data;
  const common = { ...credits, authorId, lastAt: at > credits.lastAt ? at : credits.lastAt };
  switch (type) {
    case 'CreditsChanged':
      return { ...common, shares: entered(credits.shares, ownShare(customerId, credits), data) };
    case 'CreditsMoved': {
      const { toId, moveId, shares } = data;
      return { ...common, shares: [], moved: { toId, moveId, shares }, asked: null };
    }
    case 'CreditsReceived': {
      const asked = credits.asked?.moveId === data.moveId ? null : credits.asked;
      return { ...common, shares: data.shares.reduce(takenUp(customerId, credits), credits.shares), asked };
    }
    case 'CreditsAskedBack': {
      const { fromId, moveId, shareIds } = data;
      const returned = { ...common, returns: credits.returns + 1, moved: null, asked: { fromId, moveId, shareIds } };
      // What came after he was gone stays his.
      return { ...returned, shares: credits.shares.reduce(takenUp(customerId, returned), []) };
    }
    case 'CreditsGivenBack': {
      const gone = new Set(data.shares.map(({ id }) => id));
      return { ...common, shares: credits.shares.filter(({ id }) => !gone.has(id)) };
    }
  }
}

/** What has come from earlier own shares is one with the present one. */
const takenUp =
  (customerId: number, credits: Pick<Credits, 'returns'>) =>
  (shares: readonly CreditShare[], { id, amounts }: CreditShare): readonly CreditShare[] => {
    const share = id.startsWith(`${customerId}.`) ? ownShare(customerId, credits) : id;
    return amounts.reduce((all, { name, amount }) => added(all, share, name, amount), shares);
  };

/** Added to the own share; consumed of it first, so that what merges have brought is there the longest. */
function entered(
  shares: readonly CreditShare[],
  own: string,
  { name, amount }: { name: string; amount: number },
): readonly CreditShare[] {
  if (amount >= 0) return added(shares, own, name, amount);
  let rest = -amount;
  const consumed = (share: CreditShare): CreditShare => ({
    ...share,
    amounts: share.amounts.map((it) => {
      if (it.name !== name) return it;
      const taken = Math.min(rest, it.amount);
      rest -= taken;
      return { name, amount: it.amount - taken };
    }),
  });
  const after = new Map(ownFirst(shares, own).map((share) => [share.id, consumed(share)]));
  return shares.map((share) => after.get(share.id) ?? share);
}

const ownFirst = (shares: readonly CreditShare[], own: string): CreditShare[] => [
  ...shares.filter(({ id }) => id === own),
  ...shares.filter(({ id }) => id !== own),
];

function added(shares: readonly CreditShare[], id: string, name: string, amount: number): readonly CreditShare[] {
  const share = shares.find((it) => it.id === id);
  if (!share) return [...shares, { id, amounts: [{ name, amount }] }];
  const known = share.amounts.some((it) => it.name === name);
  const amounts = known
    ? share.amounts.map((it) => (it.name === name ? { name, amount: it.amount + amount } : it))
    : [...share.amounts, { name, amount }];
  return shares.map((it) => (it.id === id ? { id, amounts } : it));
}

/** What there is of each name over all shares, in order of the names. */
export function totals(shares: readonly CreditShare[]): { name: string; amount: number }[] {
  const sums = new Map<string, number>();
  for (const { name, amount } of shares.flatMap(({ amounts }) => amounts))
    sums.set(name, (sums.get(name) ?? 0) + amount);
  return [...sums].map(([name, amount]) => ({ name, amount })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Undefined where nobody ever gave any of the name. */
export const amountOf = ({ shares }: Pick<Credits, 'shares'>, name: string): number | undefined =>
  totals(shares).find((it) => it.name === name)?.amount;
