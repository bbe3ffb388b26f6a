import type { OtherLicense } from '@licet/contracts';
import type { InvoiceOrder } from './follow-invoice.ts';
import type { InvoiceProcess } from './invoice.ts';

/** One license to be issued. `key` tells its step from the others of its process. */
export interface IssueStep {
  key: string;
  line: number;
  quantity: number;
}

/** What is asked of one license that there is. */
export interface FollowStep {
  key: string;
  licenseId: number;
  order: InvoiceOrder;
}

/** Licenses that a process issues, in the order of the lines. */
export function issuesOf({ created }: InvoiceProcess): IssueStep[] {
  if (!created) return [];
  return created.issues.flatMap(({ licenses, quantity }, line) =>
    Array.from({ length: licenses }, (_, i) => ({ key: `issue:${line}:${i}`, line, quantity })),
  );
}

/** What a process asks of licenses that there are, once all new ones are issued: these may fail, nothing of this can. */
export function followsOf(
  { created, orders }: InvoiceProcess,
  issued: ReadonlyMap<number, readonly OtherLicense[]>,
): FollowStep[] {
  const ordered = orders.map(({ licenseId, ...order }, i) => ({
    ...{ key: `order:${i}`, licenseId },
    order: { asks: 'become' as const, ...order },
  }));
  const ofLines = (created?.lines ?? []).flatMap(({ licenses, renews, upgrades }, line): FollowStep[] => [
    ...licenses.map(({ licenseId }, i) => ({
      ...{ key: `list:${line}:${i}`, licenseId },
      order: { asks: 'list' as const },
    })),
    ...(renews ? [{ key: `renew:${line}`, licenseId: renews.licenseId, order: renewal(created, line) }] : []),
    ...giveWay(`giveWay:${line}`, upgrades, issued.get(line)?.[0]),
  ]);
  return [...ordered, ...ofLines];
}

const renewal = (created: InvoiceProcess['created'], line: number) => ({
  asks: 'renew' as const,
  days: created?.renewals[line] ?? 0,
});

const giveWay = (key: string, from: OtherLicense | null, to: OtherLicense | undefined): FollowStep[] =>
  from && to ? [{ key, licenseId: from.licenseId, order: { asks: 'giveWay', to } }] : [];
