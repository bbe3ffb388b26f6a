import type { RequestOf, ReleaseInvoice } from '@licet/contracts';
import type { CommandBus } from '../command-bus.token.ts';
import type { Job } from '../domain/jobs.ts';
import { SettleInvoices } from './settle-invoices.ts';

it('settles the invoices of its own account also where a pod of the version before tells those of all [INV-14]', async () => {
  const released: number[] = [];
  const all = [
    { invoiceId: 5001, authorId: 1 },
    { invoiceId: 5002, authorId: 2 },
    { invoiceId: 5003, authorId: 1 },
  ];
  const call = (
    { name }: { name: string },
    asked: { due: string; after: number } & RequestOf<typeof ReleaseInvoice>,
  ) => {
    if (name === 'ReleaseInvoice') released.push(asked.invoiceId);
    const invoices = asked.due === 'release' ? all.filter((it) => it.invoiceId > asked.after) : [];
    return Promise.resolve({ ok: true, value: name === 'ListInvoicesDue' ? { invoices } : { released: true } });
  };
  const job = { uuid: '019a6f6e-3c00-7000-8000-0000000000b1', clock: '2030-01-01T00:00:00.000Z', dryRun: false } as Job;
  const settled = await new SettleInvoices({ call } as unknown as CommandBus).settle(job, 1);
  expect([settled, released]).toEqual([{ released: 2, removed: 0 }, [5001, 5003]]);
});
